import type { PriorReport, ReportVersion } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { pdfOf } from '../api/report';

/** Plain text under its headings, as it was signed. */
function Sections({ version }: { version: ReportVersion }) {
  return version.sections
    .filter(({ text }) => text.trim() !== '')
    .map(({ id, text }) => (
      <div key={id} className="mt-1.5">
        <h4 className="text-[11px] text-text-3">{t(`report.section.${id}`)}</h4>
        <p dir="auto" className="break-words whitespace-pre-wrap">
          {text}
        </p>
      </div>
    ));
}

export function SignedVersions({
  studyUid,
  versions,
}: {
  studyUid: string;
  versions: readonly ReportVersion[];
}) {
  if (versions.length === 0) return null;
  return (
    <section aria-label={t('report.versions')} className="flex flex-col gap-1 border-t border-line pt-2">
      <h3 className="text-[12px] font-medium text-text-2">{t('report.versions')}</h3>
      {versions.map((one, index) => (
        <details key={one.version} open={index === versions.length - 1} data-testid="report-version">
          <summary className="cursor-pointer">
            {t('report.version', { stage: t(`report.stage.${one.stage}`), name: one.signedBy })},{' '}
            <Instant at={one.signedAt} />{' '}
            <a
              href={pdfOf(studyUid, one.version)}
              target="_blank"
              rel="noreferrer"
              className="text-cyan hover:underline"
            >
              {t('report.pdf')}
            </a>
          </summary>
          <Sections version={one} />
        </details>
      ))}
    </section>
  );
}

export function Priors({ priors }: { priors: readonly PriorReport[] }) {
  if (priors.length === 0) return null;
  return (
    <section aria-label={t('report.priors')} className="flex flex-col gap-1 border-t border-line pt-2">
      <h3 className="text-[12px] font-medium text-text-2">{t('report.priors')}</h3>
      {priors.map((prior) => (
        <details key={prior.reportId} data-testid="prior-report">
          <summary className="cursor-pointer">
            <bdi>
              {[prior.studyDate, prior.modalities.join('+'), prior.studyDescription]
                .filter(Boolean)
                .join(' · ')}
            </bdi>
          </summary>
          {prior.versions.map((one) => (
            <Sections key={one.version} version={one} />
          ))}
        </details>
      ))}
    </section>
  );
}
