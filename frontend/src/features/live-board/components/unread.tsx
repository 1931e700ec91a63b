import type { Band, LiveBoard } from '@firstread/contract';
import Link from 'next/link';
import { t } from '@/lib/i18n';
import { ageLabels, greatestCell, listOf, longestFirst } from '../model/board';
import { Panel } from './panel';

const ages = ageLabels();
const bars: Record<Band, string> = { 0: 'bg-red', 1: 'bg-text-2', 2: 'bg-cyan', 3: 'bg-cyan-line' };

function Cell({ band, age, count, of }: { band: Band; age: string; count: number; of: number }) {
  if (count === 0) return <span className="block pb-2 text-text-3">0</span>;
  return (
    <Link
      href={listOf({ bands: [band] }, longestFirst)}
      aria-label={t('board.unread.cell', { count, band: t(`board.band.${band}`), age })}
      className="block rounded-sm hover:bg-surface-3"
    >
      <span className="tabular text-[15px] font-semibold max-sm:text-[13px]">{count}</span>
      <span aria-hidden className="mt-0.5 block h-1.5 rounded-full bg-surface-2">
        <span
          className={`block h-full min-w-1 rounded-full ${bars[band]}`}
          style={{ width: `${(100 * count) / of}%` }}
        />
      </span>
    </Link>
  );
}

/** Unread studies by priority and age: numbers, with bars of one scale. */
export function Unread({ unread }: { unread: LiveBoard['unread'] }) {
  const greatest = greatestCell(unread);
  const sums = ages.map((_, age) => unread.bands.reduce((sum, { byAge }) => sum + (byAge[age] ?? 0), 0));
  return (
    <Panel
      title={t('board.unread')}
      intro={t('board.unread.intro')}
      testId="board-unread"
      className="min-h-[296px] xl:col-span-7"
    >
      <table aria-label={t('board.unread')} className="w-full table-fixed border-collapse text-[13px]">
        <thead>
          <tr className="text-[11px] text-text-3 max-sm:text-[10px]">
            <th scope="col" className="h-6 w-[22%] text-left font-medium">
              {t('board.priority')}
            </th>
            {ages.map((age) => (
              <th key={age} scope="col" className="px-1.5 text-left align-bottom font-medium max-sm:px-0.5">
                {age}
              </th>
            ))}
            <th scope="col" className="text-right font-medium">
              {t('board.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {unread.bands.map(({ band, total, byAge }) => (
            <tr key={band} className="h-11 border-t border-line" data-band={band}>
              <th scope="row" className="pr-1 text-left leading-4 font-medium">
                {t(`board.band.${band}`)}
              </th>
              {ages.map((age, index) => (
                <td key={age} className="px-1.5 max-sm:px-0.5">
                  <Cell band={band} age={age} count={byAge[index] ?? 0} of={greatest} />
                </td>
              ))}
              <td className="tabular text-right text-[15px] font-semibold max-sm:text-[13px]">{total}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="h-8 border-t border-line-strong text-text-2">
            <th scope="row" className="text-left font-medium">
              {t('board.total')}
            </th>
            {sums.map((sum, index) => (
              <td key={ages[index]} className="tabular px-1.5 max-sm:px-0.5">
                {sum}
              </td>
            ))}
            <td className="tabular text-right font-semibold">{unread.total}</td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}
