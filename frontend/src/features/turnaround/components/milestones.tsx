import type { TurnaroundStudy } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';

type Milestone = TurnaroundStudy['milestones'][number];

/** What happened to a study, oldest first: when, who says so, and by whose clock. */
export function Milestones({ milestones }: { milestones: readonly Milestone[] }) {
  const sorted = [...milestones].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <details>
      <summary className="cursor-pointer whitespace-nowrap text-text-2">
        {t('turnaround.studies.milestones.count', { count: milestones.length })}
      </summary>
      <table className="mt-1 text-[11.5px]" aria-label={t('turnaround.studies.milestones')}>
        <thead>
          <tr className="text-left text-[11px] text-text-3">
            {(['at', 'milestone', 'source', 'clock'] as const).map((head) => (
              <th key={head} scope="col" className="pr-3 font-medium">
                {t(`turnaround.studies.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ kind, at, source, clock }) => (
            <tr key={kind}>
              <td className="pr-3">
                <Instant at={at} />
              </td>
              <td className="pr-3">{t(`turnaround.event.${kind}`)}</td>
              <td className="pr-3">{source}</td>
              <td className={clock === 'modality' ? 'text-amber' : ''}>{t(`turnaround.clock.${clock}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
