'use client';
import { useCallback, useState } from 'react';
import type { Opening, PriorStudy, Study } from '@firstread/contract';
import { KeysHelpDialog } from '@/components/keys/keys-help-dialog';
import type { StudyPanel } from '@/components/study/panel';
import { SidePanels } from '@/components/study/side-panels';
import { useArrangement } from '../hooks/use-arrangement';
import { useHolding } from '../hooks/use-holding';
import { useJumps } from '../hooks/use-jumps';
import { useMeasurements, type Measuring } from '../hooks/use-measurements';
import { useOverlays } from '../hooks/use-overlays';
import { useStoredSegs } from '../hooks/use-stored-segs';
import { useReformat } from '../hooks/use-reformat';
import { useImagesFirst } from '../hooks/use-images-first';
import { usePriors, useStack } from '../hooks/use-study';
import { useUpcoming } from '../hooks/use-upcoming';
import { useViewerKeys, type ViewerKeyActions } from '../hooks/use-viewer-keys';
import { useViewports } from '../hooks/use-viewports';
import type { StackImage } from '../model/image-stack';
import { presetsFor } from '../model/presets';
import { AssignmentActions } from './assignment-actions';
import { AiPanel } from './ai-panel';
import { PatientBanner } from './banner';
import { DeleteStudy } from './delete-study';
import { FullViewerLink } from './full-viewer-link';
import { studyKeysHelp } from './keys-help';
import { StudyNotices } from './notices';
import type { OverlayLook } from './overlay-controls';
import { SendStudy } from './send-study';
import { SeriesSide } from './series-side';
import { ViewerToolbar } from './viewer-toolbar';
import { ViewportGrid } from './viewport-grid';

const noImages: readonly StackImage[] = [];
const noPriors: readonly PriorStudy[] = [];
const firstLook: OverlayLook = { on: true, opacity: 0.35, hidden: new Set() };

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
      <FullViewerLink studyUid={study.studyInstanceUid} />
      <SendStudy study={study} />
      <DeleteStudy study={study} onDeleted={onDeleted} />
    </>
  );
}

/** What the viewports show, and what of AI lies on the study's own images among it. */
function useImages(study: Study) {
  const priors = usePriors(study.studyInstanceUid);
  const known = priors.data?.priors ?? (priors.isError ? noPriors : null);
  const arranging = useArrangement(study, known);
  const { arrangement } = arranging;
  const viewports = useViewports(arrangement.active, arrangement.cells.length);
  const jumps = useJumps(study, arranging, viewports);
  const series = arranging.seriesOf(arrangement.cells[jumps.free] ?? null);
  const stack = useStack(study.studyInstanceUid, series);
  const images = stack.data ?? noImages;
  const overlays = useOverlays(
    study.studyInstanceUid,
    study.aiResults,
    useStoredSegs(study),
    series?.seriesInstanceUid ?? '',
    images,
  );
  const reformat = useReformat(arranging, viewports);
  const at = viewports.states[arrangement.active]?.index ?? -1;
  const shown = viewports.imagesAt(arrangement.active)?.[at] ?? null;
  const presets = presetsFor(
    arranging.seriesOf(arrangement.cells[arrangement.active] ?? null)?.modality ?? '',
    shown,
  );
  return { priors, arranging, viewports, jumps, images, overlays, reformat, presets };
}

interface Keyed {
  images: ReturnType<typeof useImages>;
  measuring: Measuring;
  holding: ReturnType<typeof useHolding>;
  enabled: boolean;
  onBack: () => void;
}

function useKeys(
  { images, measuring, holding, enabled, onBack }: Keyed,
  page: Pick<ViewerKeyActions, 'overlay' | 'panel' | 'help'>,
): void {
  const { arranging, viewports, priors, presets } = images;
  useViewerKeys(enabled && !holding.inDialog, viewports.view, presets, {
    ...page,
    measure: measuring.use,
    removeMeasurement: measuring.remove,
    series: arranging.step,
    layout: arranging.nextLayout,
    place: arranging.nextPlace,
    reformat: images.reformat,
    compare: () => arranging.compare(priors.data?.priors[0]),
    link: viewports.toggleLink,
    claim: holding.claim,
    next: holding.next,
    skip: holding.startSkip,
    handOver: holding.startHandOver,
    undo: holding.undo,
    back: () => (measuring.tool ? measuring.use(null) : onBack()),
  });
}

type Panel = 'series' | 'ai';

/** What is shown beside the images. */
function usePanels() {
  const [panels, setPanels] = useState<Readonly<Record<Panel, boolean>>>({ series: true, ai: true });
  const toggle = useCallback(
    (panel: Panel) => setPanels((shown) => ({ ...shown, [panel]: !shown[panel] })),
    [],
  );
  const show = useCallback((panel: Panel) => setPanels((shown) => ({ ...shown, [panel]: true })), []);
  return { panels, toggle, show };
}

interface Props {
  opening: Opening;
  panels: readonly StudyPanel[];
  onBack: () => void;
}

export function StudyWorkspace({ opening: { study, changes }, panels: morePanels, onBack }: Props) {
  const images = useImages(study);
  const { priors, arranging, viewports, jumps, overlays } = images;
  const { arrangement, current, shownPrior } = arranging;
  const [look, setLook] = useState<OverlayLook>(firstLook);
  const measuring = useMeasurements();
  const state = viewports.states[arrangement.active] ?? null;
  const settled = useImagesFirst(state?.phase === 'ready' || state?.phase === 'error');
  const { panels, toggle: togglePanel, show: showPanel } = usePanels();
  const [help, setHelp] = useState(false);

  const holding = useHolding(study, onBack);

  useUpcoming(study.studyInstanceUid, state?.phase === 'ready', holding.may);
  useKeys(
    { images, measuring, holding, enabled: !help, onBack },
    {
      overlay: () => setLook((now) => ({ ...now, on: !now.on })),
      panel: togglePanel,
      help: () => setHelp(true),
    },
  );

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
        presets={images.presets}
        state={state}
        arranging={arranging}
        viewports={viewports}
        measuring={measuring}
        panels={panels}
        onPanel={togglePanel}
        onHelp={() => setHelp(true)}
      />
      <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        {panels.series && (
          <SeriesSide
            study={study}
            priors={priors}
            shownPrior={shownPrior}
            current={current?.seriesUid ?? null}
            ready={state?.phase === 'ready'}
            onChoose={(studyUid, seriesUid) => arranging.choose(studyUid, seriesUid)}
            onCompare={arranging.compare}
          />
        )}
        <div className="relative min-w-0 flex-1 bg-black max-md:order-1 max-md:min-h-[52vh] max-md:flex-none max-md:*:absolute max-md:*:inset-0">
          <ViewportGrid
            study={study}
            arranging={arranging}
            viewports={viewports}
            look={look}
            measuring={measuring}
            onGoToImage={jumps.goToImage}
          />
        </div>
        <SidePanels
          panels={morePanels}
          context={{ study, onGoToImage: jumps.goToImage }}
          filled={settled}
          shown={panels.ai}
          onShow={() => showPanel('ai')}
          ai={
            <AiPanel
              studyUid={study.studyInstanceUid}
              results={study.aiResults}
              overlays={overlays}
              look={look}
              onLook={setLook}
              ready={state?.phase === 'ready'}
              onGoToOverlay={jumps.goToOverlay}
              images={images.images}
              onGoToImage={jumps.goToImage}
            />
          }
        />
      </div>
      <KeysHelpDialog open={help} onOpenChange={setHelp} helpOf={studyKeysHelp} />
    </div>
  );
}
