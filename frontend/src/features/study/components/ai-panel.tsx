'use client';
import { ChevronRight } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import type { AiResult, AiState, Finding } from '@firstread/contract';
import { AiStateLabel } from '@/components/clinical/ai-state';
import { aiWords } from '@/components/clinical/ai-words';
import { useTimeZone } from '@/lib/auth/session';
import { formatInstant } from '@/lib/format/instant';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import type { OverlayState } from '../hooks/use-overlays';
import { boxesByImage } from '../model/image-boxes';
import type { StackImage } from '../model/image-stack';
import { Assessments } from './assessments';
import { BoxControls, OverlayControls, type OverlayLook } from './overlay-controls';

const order: readonly AiState[] = [
  'flagged',
  'failed',
  'notEvaluable',
  'unreadable',
  'withdrawn',
  'running',
  'pending',
  'notFlagged',
  'notEligible',
];

function format(value: number): string {
  return new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 15 }).format(value);
}

function quantityText({ quantity }: Finding): string | null {
  return quantity === null ? null : `${format(quantity.value)} ${quantity.unit}`;
}

interface ImageJump {
  /** Of the series on the screen. */
  images: readonly StackImage[];
  onGoToImage: (sopInstanceUid: string) => void;
}

/** To the image that shows the finding best, in whichever series it is. */
function KeyImage({ finding: { keyImage }, images, onGoToImage }: { finding: Finding } & ImageJump) {
  const at = images.findIndex((image) => image.sopInstanceUid === keyImage);
  if (keyImage === null || (at >= 0 && images.length < 2)) return null;
  return (
    <button
      type="button"
      data-testid="key-image"
      onClick={() => onGoToImage(keyImage)}
      className="self-start rounded text-[12px] text-cyan hover:underline"
    >
      {at < 0 ? t('study.ai.keyImage.elsewhere') : t('study.ai.keyImage', { number: at + 1 })}
    </button>
  );
}

function FindingLine({ finding, ...jump }: { finding: Finding } & ImageJump) {
  const quantity = quantityText(finding);
  return (
    <li data-testid="finding" data-flagged={finding.flagged} className="flex flex-col">
      <span className={`break-words ${finding.flagged ? 'font-medium text-violet' : 'text-text-2'}`}>
        <span className="sr-only">
          {t(finding.flagged ? 'study.ai.flaggedFinding' : 'study.ai.unflaggedFinding')}:{' '}
        </span>
        {finding.label}
        {finding.flagged && finding.critical && (
          <span className="font-normal text-text-2"> · {t('study.ai.critical')}</span>
        )}
      </span>
      {finding.flagged && quantity !== null && (
        <span className="tabular text-[12px] text-text-2">
          {t('study.ai.quantity')} {quantity}
        </span>
      )}
      <KeyImage finding={finding} {...jump} />
    </li>
  );
}

function DetailRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="tabular min-w-0 break-words text-text-2">{value}</dd>
    </>
  );
}

function FindingDetails({ finding }: { finding: Finding }) {
  const { concept } = finding;
  const quantity = quantityText(finding);
  return (
    <div className="border-t border-line pt-1.5 first:border-0 first:pt-0">
      <p className="text-text-2">{finding.label}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        {finding.score !== null && <DetailRow name={t('study.ai.score')} value={format(finding.score)} />}
        {quantity !== null && <DetailRow name={t('study.ai.quantity')} value={quantity} />}
        {finding.operatingPoint !== null && (
          <DetailRow name={t('study.ai.operatingPoint')} value={format(finding.operatingPoint)} />
        )}
        <DetailRow
          name={t('study.ai.code')}
          value={`${concept.value} ${concept.scheme} ${concept.meaning}`}
        />
      </dl>
    </div>
  );
}

function Details({ result }: { result: AiResult }) {
  const zone = useTimeZone();
  return (
    <Collapsible.Root>
      <Collapsible.Trigger
        className="group mt-1 flex items-center gap-1 rounded text-[12px] text-text-3 hover:text-text-1"
        data-testid="ai-details"
      >
        <ChevronRight
          size={13}
          aria-hidden
          className="transition-transform duration-100 group-data-[state=open]:rotate-90"
        />
        {t('common.details')}
      </Collapsible.Trigger>
      <Collapsible.Content className="mt-1.5 flex flex-col gap-1.5 rounded-md bg-surface-0 p-2 text-[11.5px] leading-[17px]">
        {result.findings.map((finding) => (
          <FindingDetails
            key={`${finding.concept.scheme} ${finding.concept.value} ${finding.label}`}
            finding={finding}
          />
        ))}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-t border-line pt-1.5 first:border-0 first:pt-0">
          {result.finishedAt !== null && (
            <DetailRow name={t('study.ai.finished')} value={formatInstant(result.finishedAt, zone)} />
          )}
          <DetailRow name={t('study.ai.revision')} value={String(result.studyRevision)} />
          <DetailRow
            name={t('study.ai.objects')}
            value={result.objects.map((object) => object.kind).join(', ') || t('common.none')}
          />
        </dl>
      </Collapsible.Content>
    </Collapsible.Root>
  );
}

function ResultBody({ result, ...jump }: { result: AiResult } & ImageJump) {
  const { state, why } = aiWords(result);
  return (
    <>
      <p className="text-[12px]">
        <AiStateLabel state={result.state} text={state} />
      </p>
      {result.state === 'flagged' && (
        <ul className="flex flex-col gap-1">
          {result.findings
            .filter((finding) => finding.flagged)
            .map((finding) => (
              <FindingLine key={finding.label} finding={finding} {...jump} />
            ))}
        </ul>
      )}
      {result.state === 'withdrawn' && (
        <ul data-testid="withdrawn-flags" className="text-[12px] text-text-3 line-through">
          {result.findings
            .filter((finding) => finding.flagged)
            .map((finding) => (
              <li key={finding.label}>{finding.label}</li>
            ))}
        </ul>
      )}
      {result.withheld !== null && result.findings.length > 0 && (
        <p data-testid="withheld" className="text-[12px] text-text-3">
          {t(`study.ai.withheld.${result.withheld}`)}
        </p>
      )}
      {why !== null && <p className="text-[12px] break-words text-text-3">{why}</p>}
      {result.stale && (
        <p data-testid="stale" className="text-[12px] text-amber">
          {t('ai.stale.detail')}
        </p>
      )}
    </>
  );
}

interface Props extends ImageJump {
  studyUid: string;
  results: readonly AiResult[];
  overlays: readonly OverlayState[];
  look: OverlayLook;
  onLook: (look: OverlayLook) => void;
  ready: boolean;
  onGoToOverlay: (overlay: OverlayState) => void;
}

/** Rectangles that the result draws on the images. */
function boxCount(result: AiResult): number {
  return [...boxesByImage([result]).values()].reduce((sum, boxes) => sum + boxes.length, 0);
}

function hasMarks(result: AiResult, overlays: readonly OverlayState[]): boolean {
  return (
    boxCount(result) > 0 ||
    overlays.some(({ modelId, overlay }) => modelId === result.modelId && overlay !== null)
  );
}

/** What came as a segmentation with the study: by whom is not known here, so it is nobody's result. */
function StoredSegmentations({
  overlays,
  onGoToOverlay,
  ...rest
}: Pick<Props, 'overlays' | 'look' | 'onLook' | 'ready' | 'onGoToOverlay'>) {
  const stored = overlays.filter(({ modelId }) => modelId === null);
  if (stored.length === 0) return null;
  return (
    <article data-testid="stored-segmentations" className="flex flex-col gap-1 px-3 py-2.5">
      <h3 className="text-[12px] font-medium">{t('study.segs.title')}</h3>
      <p className="text-[11.5px] leading-4 text-text-3">{t('study.segs.lead')}</p>
      {stored.map((overlay) => (
        <OverlayControls
          key={overlay.sopInstanceUid}
          overlay={overlay}
          onGoTo={() => onGoToOverlay(overlay)}
          {...rest}
        />
      ))}
    </article>
  );
}

/** What each model says, in words; what it does not say is said as well. */
export function AiPanel(props: Props) {
  const { studyUid, results, overlays, look, onLook, ready, onGoToOverlay, images, onGoToImage } = props;
  const sorted = [...results].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <section
      aria-label={t('study.ai.title')}
      data-testid="ai-panel"
      className="flex h-full flex-col overflow-y-auto"
    >
      <header className="border-b border-line px-3 py-2">
        <h2 className="font-semibold">{t('study.ai.title')}</h2>
        <p className="text-[11.5px] leading-4 text-text-3">{t('study.ai.thisIsAi')}</p>
      </header>
      {sorted.length === 0 && <p className="px-3 py-3 text-[12px] text-text-3">{t('study.ai.none')}</p>}
      {sorted.map((result) => (
        <article
          key={`${result.modelId} ${result.modelVersion}`}
          data-testid="ai-result"
          data-model={result.modelId}
          data-state={result.state}
          className="flex flex-col gap-1 border-b border-line px-3 py-2.5"
        >
          <h3 className="flex items-baseline justify-between gap-2 text-[12px]">
            <span className="min-w-0 break-words text-text-2">{result.modelName}</span>
            <span className="num shrink-0 text-text-3">{versionLabel(result.modelVersion)}</span>
          </h3>
          <ResultBody result={result} images={images} onGoToImage={onGoToImage} />
          <Assessments studyUid={studyUid} result={result} overlay={look.on && hasMarks(result, overlays)} />
          {overlays
            .filter((overlay) => overlay.modelId === result.modelId)
            .map((overlay) => (
              <OverlayControls
                key={overlay.sopInstanceUid}
                overlay={overlay}
                look={look}
                onLook={onLook}
                ready={ready}
                onGoTo={() => onGoToOverlay(overlay)}
              />
            ))}
          {!overlays.some((overlay) => overlay.modelId === result.modelId) && boxCount(result) > 0 && (
            <BoxControls boxes={boxCount(result)} look={look} onLook={onLook} />
          )}
          {result.findings.length > 0 && <Details result={result} />}
        </article>
      ))}
      <StoredSegmentations
        overlays={overlays}
        look={look}
        onLook={onLook}
        ready={ready}
        onGoToOverlay={onGoToOverlay}
      />
    </section>
  );
}
