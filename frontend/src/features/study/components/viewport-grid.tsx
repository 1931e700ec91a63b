'use client';
import { LayoutGrid } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import type { PriorStudy, Study } from '@firstread/contract';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import type { Arranging } from '../hooks/use-arrangement';
import type { Measuring } from '../hooks/use-measurements';
import type { SegSource } from '../hooks/use-overlays';
import { useStoredSegs } from '../hooks/use-stored-segs';
import type { Viewports } from '../hooks/use-viewports';
import { layouts } from '../model/layout';
import { NoImages } from './no-images';
import type { OverlayLook } from './overlay-controls';
import { droppedSeries, isSeries } from './series-drag';
import { ViewportCell, type ShownStudy } from './viewport-cell';

interface Props {
  study: Study;
  arranging: Arranging;
  viewports: Viewports;
  look: OverlayLook;
  measuring: Measuring;
  onGoToImage: (sopInstanceUid: string) => void;
}

function shownStudy(study: Study, segs: readonly SegSource[], shown: Study | PriorStudy): ShownStudy {
  const { studyInstanceUid, studyDate, studyDescription } = shown;
  const prior =
    studyInstanceUid === study.studyInstanceUid
      ? null
      : { date: studyDate ?? '', description: studyDescription ?? '' };
  return { prior, results: study.aiResults, segs };
}

function Cell({ at, ...props }: Props & { at: number }) {
  const { study, arranging, viewports } = props;
  const { arrangement, activate, choose, seriesOf, studyOf } = arranging;
  const segs = useStoredSegs(study);
  const [over, setOver] = useState(false);
  const cell = arrangement.cells[at] ?? null;
  const series = seriesOf(cell);
  const shown = cell && studyOf(cell.studyUid);
  const active = arrangement.active === at;
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const dropped = droppedSeries(event);
    if (!dropped) return;
    event.preventDefault();
    choose(dropped.studyUid, dropped.seriesUid, at);
  };
  const several = arrangement.cells.length > 1;
  return (
    <div
      data-testid="place"
      data-active={active}
      data-prior={shown ? shown.studyInstanceUid !== study.studyInstanceUid : undefined}
      onPointerDownCapture={() => activate(at)}
      onWheelCapture={() => activate(at)}
      onFocusCapture={() => activate(at)}
      onDragOver={(event) => {
        if (!isSeries(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className="relative min-h-0 min-w-0 overflow-hidden bg-black"
    >
      {cell && series && shown ? (
        <ViewportCell
          {...props}
          at={at}
          cell={cell}
          series={series}
          study={shownStudy(study, segs, shown)}
          active={active}
          link={viewports.links[at] ?? null}
        />
      ) : (
        <StateView icon={<LayoutGrid size={18} />} title={t('study.layout.empty.title')}>
          {t('study.layout.empty.body')}
        </StateView>
      )}
      {several && active && (
        <span aria-hidden className="pointer-events-none absolute inset-0 z-20 border border-cyan" />
      )}
      {over && (
        <span aria-hidden className="pointer-events-none absolute inset-0 z-20 border-2 border-cyan" />
      )}
    </div>
  );
}

/** All viewports of the layout. */
export function ViewportGrid(props: Props) {
  const { arrangement } = props.arranging;
  const { rows, columns } = layouts[arrangement.layout];
  if (arrangement.cells.every((cell) => cell === null)) return <NoImages />;
  return (
    <div
      data-testid="layout"
      data-layout={arrangement.layout}
      className="grid h-full gap-px bg-line-strong"
      style={{
        gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {arrangement.cells.map((_, at) => (
        <Cell key={at} at={at} {...props} />
      ))}
    </div>
  );
}
