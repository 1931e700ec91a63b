'use client';
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import type { Opening, Series, Study } from '@firstread/contract';
import { KeysHelpDialog } from '@/components/keys/keys-help-dialog';
import type { StudyPanel } from '@/components/study/panel';
import { SidePanels } from '@/components/study/side-panels';
import { useHolding } from '../hooks/use-holding';
import { useOverlays, type OverlayState } from '../hooks/use-overlays';
import { useStack } from '../hooks/use-study';
import { useViewerKeys } from '../hooks/use-viewer-keys';
import type { StackImage } from '../model/image-stack';
import { largestImage } from '../model/seg-placement';
import { boxesByImage } from '../model/image-boxes';
import type { NamedOverlay, OverlaySetting } from '../viewer/overlay-painter';
import type { StackView, ViewState } from '../viewer/stack-view';
import { AssignmentActions } from './assignment-actions';
import { AiPanel } from './ai-panel';
import { PatientBanner } from './banner';
import { DeleteStudy } from './delete-study';
import { studyKeysHelp } from './keys-help';
import { StudyNotices } from './notices';
import type { OverlayLook } from './overlay-controls';
import { SendStudy } from './send-study';
import { inListOrder, isDisplayable, SeriesList } from './series-list';
import { ViewerToolbar } from './viewer-toolbar';
import { ViewportArea } from './viewport-area';

const noImages: readonly StackImage[] = [];
const noOverlays: readonly NamedOverlay[] = [];
const firstLook: OverlayLook = { on: true, opacity: 0.35, hidden: new Set() };

/** The series that a reader most likely wants first: the one that a flagged model looked at, else the largest. */
function firstSeries(study: Study): string | null {
  const shown = study.series.filter(isDisplayable);
  const input = study.aiResults.find((result) => result.state === 'flagged')?.inputSeriesUid;
  if (shown.some((series) => series.seriesInstanceUid === input)) return input ?? null;
  const largest = shown.reduce<Series | null>(
    (best, series) => (!best || series.instanceCount > best.instanceCount ? series : best),
    null,
  );
  return largest?.seriesInstanceUid ?? null;
}

const noBoxes: OverlaySetting['boxes'] = new Map();

function useOverlayLook(overlays: readonly OverlayState[], results: Study['aiResults']) {
  const [look, setLook] = useState<OverlayLook>(firstLook);
  const shown = useMemo<NamedOverlay[]>(
    () =>
      overlays.flatMap(({ sopInstanceUid: id, overlay, firstColour }) =>
        overlay ? [{ id, overlay, firstColour }] : [],
      ),
    [overlays],
  );
  const boxes = useMemo(() => boxesByImage(results), [results]);
  const setting = useMemo<OverlaySetting>(
    () => ({
      overlays: look.on ? shown : noOverlays,
      hidden: look.hidden,
      opacity: look.opacity,
      boxes: look.on ? boxes : noBoxes,
    }),
    [look, shown, boxes],
  );
  return { look, setLook, setting };
}

function useSeriesChoice(study: Study) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = inListOrder(study.series).filter(isDisplayable);
  const uid =
    chosen !== null && shown.some((series) => series.seriesInstanceUid === chosen)
      ? chosen
      : firstSeries(study);
  // Once a series is on the screen, a result that comes in does not take it away.
  if (uid !== null && uid !== chosen) setChosen(uid);
  const current = shown.find((series) => series.seriesInstanceUid === uid) ?? null;
  const step = (by: number): void => {
    const index = shown.findIndex((series) => series.seriesInstanceUid === uid);
    const next = shown[index + by];
    if (next) setChosen(next.seriesInstanceUid);
  };
  return { current, choose: setChosen, step };
}

function StudyActions({
  study,
  holding,
  onDeleted,
}: {
  study: Study;
  holding: ReturnType<typeof useHolding>;
  onDeleted: () => void;
}) {
  return (
    <>
      <AssignmentActions holding={holding} />
      <SendStudy study={study} />
      <DeleteStudy study={study} onDeleted={onDeleted} />
    </>
  );
}

/** To what a result points at, on the screen or in another series. */
function useJumps(
  view: RefObject<StackView | null>,
  images: readonly StackImage[],
  choose: (seriesUid: string) => void,
) {
  const goToOverlay = (state: OverlayState): void => {
    if (state.state === 'elsewhere' && state.seriesUid !== null) {
      choose(state.seriesUid);
      return;
    }
    const index = state.overlay && largestImage(state.overlay, images);
    if (index !== null) view.current?.goTo(index);
  };

  const goToImage = (sopInstanceUid: string): void => {
    const index = images.findIndex((image) => image.sopInstanceUid === sopInstanceUid);
    if (index >= 0) view.current?.goTo(index);
  };
  return { goToOverlay, goToImage };
}

interface SeriesSideProps {
  study: Study;
  current: string;
  ready: boolean;
  onChoose: (seriesUid: string) => void;
}

function SeriesSide({ study, current, ready, onChoose }: SeriesSideProps) {
  return (
    <div className="w-[200px] shrink-0 border-r border-line bg-surface-1 max-md:order-3 max-md:w-auto max-md:border-t">
      <SeriesList
        studyUid={study.studyInstanceUid}
        series={study.series}
        current={current}
        thumbnails={ready}
        onChoose={onChoose}
      />
    </div>
  );
}

interface Props {
  opening: Opening;
  panels: readonly StudyPanel[];
  onBack: () => void;
}

export function StudyWorkspace({ opening: { study, changes }, panels: morePanels, onBack }: Props) {
  const { current, choose, step } = useSeriesChoice(study);
  const seriesUid = current?.seriesInstanceUid ?? '';
  const stack = useStack(study.studyInstanceUid, current);
  const images = stack.data ?? noImages;
  const overlays = useOverlays(study.studyInstanceUid, study.aiResults, seriesUid, images);
  const { look, setLook, setting } = useOverlayLook(overlays, study.aiResults);
  const [state, setState] = useState<ViewState | null>(null);
  const [panels, setPanels] = useState({ series: true, ai: true });
  const [help, setHelp] = useState(false);
  const view = useRef<StackView | null>(null);

  const togglePanel = useCallback(
    (panel: 'series' | 'ai') => setPanels((shown) => ({ ...shown, [panel]: !shown[panel] })),
    [],
  );
  const { goToOverlay, goToImage } = useJumps(view, images, choose);
  const holding = useHolding(study, onBack);

  useViewerKeys(!help && !holding.inDialog, view, current?.modality ?? '', {
    overlay: () => setLook((now) => ({ ...now, on: !now.on })),
    series: step,
    panel: togglePanel,
    help: () => setHelp(true),
    claim: holding.claim,
    next: holding.next,
    skip: holding.startSkip,
    handOver: holding.startHandOver,
    undo: holding.undo,
    back: onBack,
  });

  return (
    <div
      className="flex h-full min-h-0 flex-col"
      data-testid="study-page"
      data-study-uid={study.studyInstanceUid}
    >
      <PatientBanner
        study={study}
        actions={<StudyActions study={study} holding={holding} onDeleted={onBack} />}
      />
      <StudyNotices study={study} changes={changes} />
      <ViewerToolbar
        modality={current?.modality ?? ''}
        view={view}
        state={state}
        panels={panels}
        onPanel={togglePanel}
        onHelp={() => setHelp(true)}
      />
      <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        {panels.series && (
          <SeriesSide study={study} current={seriesUid} ready={state?.phase === 'ready'} onChoose={choose} />
        )}
        <div className="relative min-w-0 flex-1 bg-black max-md:order-1 max-md:min-h-[52vh] max-md:flex-none">
          <ViewportArea
            stack={stack}
            hasSeries={current !== null}
            seriesUid={seriesUid}
            overlay={setting}
            view={view}
            onState={setState}
          />
        </div>
        {panels.ai && (
          <SidePanels
            panels={morePanels}
            context={{ study, onGoToImage: goToImage }}
            ai={
              <AiPanel
                studyUid={study.studyInstanceUid}
                results={study.aiResults}
                overlays={overlays}
                look={look}
                onLook={setLook}
                ready={state?.phase === 'ready'}
                onGoToOverlay={goToOverlay}
                images={images}
                onGoToImage={goToImage}
              />
            }
          />
        )}
      </div>
      <KeysHelpDialog open={help} onOpenChange={setHelp} helpOf={studyKeysHelp} />
    </div>
  );
}
