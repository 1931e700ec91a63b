import type { ExpectedWait, RulesPreview } from '@firstread/contract';
import { t } from '@/lib/i18n';

function minutes(value: number | null): string {
  if (value === null) return '–';
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function Change({ before, after }: { before: string; after: string }) {
  if (before === after) return <span>{before}</span>;
  return (
    <>
      <span className="text-text-3">{before} → </span>
      <span className="font-medium">{after}</span>
    </>
  );
}

const columns: readonly { id: 'mean' | 'formula' | 'p99' | 'overdue'; of: (wait: ExpectedWait) => string }[] =
  [
    { id: 'mean', of: (wait) => minutes(wait.meanMinutes) },
    { id: 'formula', of: (wait) => minutes(wait.formulaMinutes) },
    { id: 'p99', of: (wait) => minutes(wait.p99Minutes) },
    { id: 'overdue', of: (wait) => percent(wait.overdueShare) },
  ];

function lead({ utilisation, fifoMinutes, department }: RulesPreview): string {
  const facts = { readers: department.readers, share: percent(utilisation) };
  return fifoMinutes === null
    ? t('readingRules.waits.tooBusy', facts)
    : t('readingRules.waits.lead', { ...facts, fifo: `${minutes(fifoMinutes)} min` });
}

/** Who would wait how long, now and then: what the flagged gain, and who pays for it. */
export function Waits({ preview }: { preview: RulesPreview }) {
  const tooBusy = preview.fifoMinutes === null;
  return (
    <div>
      <h3 className="mb-0.5 text-[12.5px] font-medium">{t('readingRules.waits')}</h3>
      <p className={`mb-1.5 text-[12px] ${tooBusy ? 'text-amber' : 'text-text-2'}`}>{lead(preview)}</p>
      {!tooBusy && (
        <>
          <div className="overflow-x-auto">
            <table className="w-full border-collapse text-[12px]" data-testid="preview-waits">
              <thead>
                <tr className="border-b border-line-strong text-left text-[11px] text-text-3">
                  <th scope="col" className="h-7 pr-2 font-medium">
                    <span className="sr-only">{t('readingRules.waits')}</span>
                  </th>
                  {columns.map(({ id }) => (
                    <th key={id} scope="col" className="px-2 text-right font-medium whitespace-nowrap">
                      {t(`readingRules.waits.${id}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {preview.before.map((before) => {
                  const after = preview.after.find(({ kind }) => kind === before.kind) ?? before;
                  return (
                    <tr key={before.kind} className="border-b border-line last:border-b-0">
                      <th
                        scope="row"
                        className="h-7 pr-2 text-left font-normal whitespace-nowrap text-text-2"
                      >
                        {t(`readingRules.waits.${before.kind}`)}
                      </th>
                      {columns.map(({ id, of }) => (
                        <td key={id} className="tabular px-2 text-right whitespace-nowrap">
                          <Change before={of(before)} after={of(after)} />
                        </td>
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="mt-1.5 text-[11.5px] text-pretty text-text-3">{t('readingRules.waits.method')}</p>
        </>
      )}
    </div>
  );
}
