'use client';
import { useRef, useState, type PointerEvent } from 'react';
import { t } from '@/lib/i18n';
import type { Measuring } from '../hooks/use-measurements';
import type { StackImage } from '../model/image-stack';
import { pointsOf, type MeasureTool, type Point } from '../model/measurement';
import { measurementWords } from '../model/measurement-words';
import { MeasurementShape } from './measurement-shape';
import type { View } from './view';

interface Props {
  image: StackImage;
  view: View;
  measuring: Measuring;
}

/** So many pixels of the screen are a click, and no measurement. */
const CLICK = 4;

interface Draft {
  tool: MeasureTool;
  points: readonly Point[];
}

const replaced = (points: readonly Point[], at: number, point: Point): readonly Point[] =>
  points.map((one, index) => (index === at ? point : one));

/** What a pointer does here: a drag draws, an angle takes a click for its third point, handles move. */
function useDrawing({ image, view, measuring }: Props) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const held = useRef<{ id: number; point: number } | null>(null);
  const from = useRef<Point | null>(null);
  const { tool, all } = measuring;

  const at = (event: PointerEvent): Point | null => {
    const box = event.currentTarget.closest('svg')?.getBoundingClientRect();
    return box
      ? (view.transform()?.toImage([event.clientX - box.left, event.clientY - box.top]) ?? null)
      : null;
  };
  const finish = ({ tool: drawn, points }: Draft): void => {
    measuring.add({ tool: drawn, imageId: image.imageId, points });
    setDraft(null);
  };
  const hold = (id: number, point: number, event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.closest('svg')?.setPointerCapture(event.pointerId);
    held.current = { id, point };
    measuring.select(id);
  };
  const down = (event: PointerEvent): void => {
    const point = tool && event.button === 0 ? at(event) : null;
    if (!tool || !point) return;
    if (draft) return finish({ ...draft, points: replaced(draft.points, draft.points.length - 1, point) });
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = [event.clientX, event.clientY];
    setDraft({ tool, points: [point, point] });
  };
  const move = (event: PointerEvent): void => {
    const point = held.current || draft ? at(event) : null;
    if (!point) return;
    const moved = all.find(({ id }) => id === held.current?.id);
    if (held.current && moved) measuring.move(moved.id, replaced(moved.points, held.current.point, point));
    else if (draft) setDraft({ ...draft, points: replaced(draft.points, draft.points.length - 1, point) });
  };
  const up = (event: PointerEvent): void => {
    held.current = null;
    if (!draft || !from.current) return;
    const [x, y] = from.current;
    from.current = null;
    if (Math.hypot(event.clientX - x, event.clientY - y) < CLICK) return setDraft(null);
    if (draft.points.length === pointsOf[draft.tool]) return finish(draft);
    setDraft({ ...draft, points: [...draft.points, draft.points.at(-1) ?? [0, 0]] });
  };
  return { draft: draft?.tool === tool ? draft : null, hold, down, move, up };
}

/** Measurements of the image on the screen, above it. */
export function MeasureLayer(props: Props) {
  const { image, view, measuring } = props;
  const { draft, hold, down, move, up } = useDrawing(props);
  const transform = view.transform();
  const shown = measuring.all.filter(({ imageId }) => imageId === image.imageId);
  if (!transform || (shown.length === 0 && measuring.tool === null)) return null;
  const pixels = view.pixels();
  const wordsOf = (one: Draft): string[] => measurementWords(one, image.dataset, image.frame, pixels);
  return (
    <svg
      role="group"
      aria-label={t('study.measure.layer')}
      data-testid="measure-layer"
      className={`absolute inset-0 z-10 h-full w-full ${measuring.tool ? 'cursor-crosshair' : 'pointer-events-none'}`}
      // The viewport below would set the window with the same button, or take the focus and with it the keys.
      onMouseDownCapture={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.preventDefault();
      }}
      onTouchStartCapture={(event) => event.touches.length === 1 && event.stopPropagation()}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    >
      {shown.map((one) => (
        <MeasurementShape
          key={one.id}
          tool={one.tool}
          points={one.points}
          words={wordsOf(one)}
          selected={one.id === measuring.selected}
          transform={transform}
          onSelect={() => measuring.select(one.id)}
          onHold={(point, event) => hold(one.id, point, event)}
        />
      ))}
      {draft && (
        <MeasurementShape
          tool={draft.tool}
          points={draft.points}
          words={wordsOf(draft)}
          selected
          transform={transform}
        />
      )}
    </svg>
  );
}
