'use client';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import type { AiResult, Series } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import type { Measuring } from '../hooks/use-measurements';
import { useOverlays, type SegSource } from '../hooks/use-overlays';
import { useOverlaySetting } from '../hooks/use-overlay-setting';
import { useStack } from '../hooks/use-study';
import type { Viewports } from '../hooks/use-viewports';
import type { StackImage } from '../model/image-stack';
import type { CellContent } from '../model/layout';
import type { Link } from '../model/linking';
import { ctWindows } from '../model/presets';
import { firstImage } from '../model/projection';
import { volumeProblem } from '../model/volume';
import { volumeWords } from '../model/volume-words';
import { isReadable } from '../model/series-order';
import { DocumentView } from './document-view';
import { NoImages } from './no-images';
import type { OverlayLook } from './overlay-controls';

function Loading() {
  return (
    <p role="status" className="flex h-full items-center justify-center bg-black text-text-3">
      {t('study.viewer.loading')}
    </p>
  );
}

const StackViewer = dynamic(() => import('../viewer/stack-viewer'), { ssr: false, loading: Loading });
const VolumeViewer = dynamic(() => import('../viewer/volume-viewer'), { ssr: false, loading: Loading });

const noResults: readonly AiResult[] = [];
const noSegs: readonly SegSource[] = [];

/** The study that the viewport shows something of. */
export interface ShownStudy {
  /** Null for the study that is being read. */
  prior: { date: string; description: string } | null;
  results: readonly AiResult[];
  /** Segmentations of the study that no model of ours made. */
  segs: readonly SegSource[];
}

interface Props {
  at: number;
  cell: CellContent;
  series: Series;
  study: ShownStudy;
  active: boolean;
  look: OverlayLook;
  measuring: Measuring;
  viewports: Viewports;
  link: Link | null;
  onGoToImage: (sopInstanceUid: string) => void;
}

/** A prior is never taken for the study that is being read. */
function PriorMark({ date, description }: { date: string; description: string }) {
  return (
    <p
      data-testid="prior-mark"
      className="pointer-events-none absolute top-7 left-1/2 z-20 flex max-w-[90%] -translate-x-1/2 items-baseline gap-2 rounded bg-white px-2 py-0.5 text-[12px] text-black"
    >
      <strong className="tracking-[0.08em]">{t('study.priors.mark')}</strong>
      <span className="tabular shrink-0 font-medium">{date}</span>
      <bdi className="truncate">{description}</bdi>
    </p>
  );
}

function linkWords(link: Link): string {
  if (link.by === 'position') return t('study.link.position');
  const { offset } = link;
  if (offset === 0) return t('study.link.place');
  return t('study.link.offset', { offset: `${offset > 0 ? '+' : '−'}${Math.abs(offset)}` });
}

function Marks({ study, link, note }: { study: ShownStudy; link: Link | null; note: string | null }) {
  const base =
    'pointer-events-none text-right text-[11.5px] text-white/80 [text-shadow:0_0_3px_#000,0_0_2px_#000]';
  return (
    <>
      {study.prior && <PriorMark {...study.prior} />}
      <div className="pointer-events-none absolute right-2.5 bottom-7 flex max-w-[60%] flex-col items-end">
        {link && (
          <span data-testid="link" data-by={link.by} className={base}>
            {linkWords(link)}
          </span>
        )}
        {note !== null && (
          <span data-testid="viewport-note" className={base}>
            {note}
          </span>
        )}
      </div>
    </>
  );
}

/** What these images are. That what AI marked is not on them does not mean that it marked nothing. */
function noteOf(cell: CellContent, study: ShownStudy, hasOverlay: boolean): string | null {
  if (study.prior) return t('study.priors.noAi');
  if (cell.plane === 'acquired') return null;
  const plane = t(`study.mpr.${cell.plane}`);
  return hasOverlay ? `${plane} · ${t('study.mpr.noOverlay')}` : plane;
}

function Images(props: Props & { images: readonly StackImage[] }) {
  const { at, cell, study, active, look, measuring, viewports, link, images } = props;
  const results = study.prior ? noResults : study.results;
  const segs = study.prior ? noSegs : study.segs;
  const overlays = useOverlays(cell.studyUid, results, segs, cell.seriesUid, images);
  const setting = useOverlaySetting(overlays, results, look);
  const window = cell.window && ctWindows[cell.window];
  const problem = useMemo(() => volumeProblem(images), [images]);
  const hasOverlay = overlays.some(({ overlay }) => overlay !== null) || setting.boxes.size > 0;
  const shared = {
    images,
    window,
    active,
    onState: (state: Parameters<Viewports['onState']>[1]) => viewports.onState(at, state),
  };
  if (cell.plane !== 'acquired' && !problem)
    return (
      <VolumeViewer {...shared} plane={cell.plane} onView={(view) => viewports.onView(at, view, null)}>
        <Marks study={study} link={null} note={noteOf(cell, study, hasOverlay)} />
      </VolumeViewer>
    );
  if (cell.plane !== 'acquired' && problem)
    return (
      <p
        role="alert"
        className="flex h-full items-center justify-center bg-black p-6 text-center text-text-2"
      >
        {volumeWords(problem)}
      </p>
    );
  return (
    <StackViewer
      {...shared}
      overlay={setting}
      measuring={measuring}
      first={firstImage(images, cell)}
      onView={(view) => viewports.onView(at, view, images)}
    >
      <Marks study={study} link={link} note={noteOf(cell, study, hasOverlay)} />
    </StackViewer>
  );
}

function Document({ cell, series, study, onGoToImage }: Props) {
  return (
    <>
      <DocumentView studyUid={cell.studyUid} series={series} onGoToImage={onGoToImage} />
      {study.prior && <PriorMark {...study.prior} />}
    </>
  );
}

/** One place of the layout. */
export function ViewportCell(props: Props) {
  return isReadable(props.series) ? <Document {...props} /> : <ImageSeries {...props} />;
}

function ImageSeries(props: Props) {
  const { cell, series } = props;
  const stack = useStack(cell.studyUid, series);
  if (stack.isError)
    return (
      <ErrorState
        title={t('study.viewer.error')}
        error={stack.error}
        onRetry={() => void stack.refetch()}
        testId="viewer-error"
      />
    );
  if (!stack.data) return <Loading />;
  if (stack.data.length === 0) return <NoImages />;
  const begin = `${cell.studyUid} ${cell.seriesUid} ${cell.plane} ${cell.window} ${cell.sopInstanceUid}`;
  return <Images key={begin} {...props} images={stack.data} />;
}
