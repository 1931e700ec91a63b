import { disagrees, type PeerFeedback, type ReportSection } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';

/** A report as plain text under its headings, without names. */
export function ReportText({ sections }: { sections: readonly ReportSection[] }) {
  return sections
    .filter(({ text }) => text.trim() !== '')
    .map(({ id, text }) => (
      <div key={id} className="mb-1.5 last:mb-0">
        <p className="text-[11px] text-text-3">{t(`report.section.${id}`)}</p>
        <p dir="auto" className="break-words whitespace-pre-wrap">
          {text}
        </p>
      </div>
    ));
}

/** What a reviewer said of a report. */
export function Said({ given, by }: { given: PeerFeedback['given']; by?: string | null }) {
  return (
    <div className="leading-[16px]">
      <p className={disagrees(given.verdict) ? 'font-medium text-amber' : 'font-medium'}>
        {t(`learning.verdict.${given.verdict}`)}
        {given.categories.length > 0 &&
          ` · ${given.categories.map((one) => t(`learning.short.${one}`)).join(', ')}`}
      </p>
      {given.comment !== null && (
        <p dir="auto" className="break-words whitespace-pre-wrap">
          {given.comment}
        </p>
      )}
      <p className="text-text-3">
        {by !== undefined && by !== null && (
          <>
            <bdi>{t('learning.reviewer', { name: by })}</bdi>,{' '}
          </>
        )}
        <Instant at={given.at} />
      </p>
    </div>
  );
}

/** What the author said to it. */
export function Answer({ answer }: { answer: NonNullable<PeerFeedback['answer']> }) {
  return (
    <div className="leading-[16px]">
      <p dir="auto" className="break-words whitespace-pre-wrap">
        {answer.text}
      </p>
      <p className="text-text-3">
        <Instant at={answer.at} />
      </p>
    </div>
  );
}
