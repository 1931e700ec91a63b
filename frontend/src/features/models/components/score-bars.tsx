import type { ModelMonitoring } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** Scores now beside those of the baseline, bin by bin, with their numbers. */
export function ScoreBars({ bins }: { bins: ModelMonitoring['scores'] }) {
  const total = (key: 'now' | 'baseline') =>
    Math.max(
      1,
      bins.reduce((sum, bin) => sum + bin[key], 0),
    );
  const [now, baseline] = [total('now'), total('baseline')];
  return (
    <table className="w-full text-left text-[12px]" data-testid="monitoring-scores">
      <thead className="text-[11px] text-text-3">
        <tr>
          <th className="w-28 font-medium">{t('models.score')}</th>
          <th className="font-medium">{t('models.now')}</th>
          <th className="font-medium">{t('models.baseline')}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.from}>
            <td className="tabular text-text-3">
              {bin.from.toFixed(2)} to {bin.to.toFixed(2)}
            </td>
            <td>
              <Bar share={bin.now / now} count={bin.now} className="bg-cyan" />
            </td>
            <td>
              <Bar share={bin.baseline / baseline} count={bin.baseline} className="bg-line-strong" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ share, count, className }: { share: number; count: number; className: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span
        className={`h-2 rounded-sm ${className}`}
        style={{ width: `${Math.round(share * 120)}px` }}
        aria-hidden
      />
      <span className="tabular text-text-3">{count}</span>
    </span>
  );
}
