import type { DragEvent } from 'react';

const TYPE = 'application/x-firstread-series';

/** A series that is dragged from the list; nothing of it leaves the page. */
export function dragSeries(event: DragEvent, studyUid: string, seriesUid: string): void {
  event.dataTransfer.setData(TYPE, `${studyUid} ${seriesUid}`);
  event.dataTransfer.effectAllowed = 'copy';
}

export function isSeries(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE);
}

export function droppedSeries(event: DragEvent): { studyUid: string; seriesUid: string } | null {
  const [studyUid, seriesUid] = event.dataTransfer.getData(TYPE).split(' ');
  return studyUid && seriesUid ? { studyUid, seriesUid } : null;
}
