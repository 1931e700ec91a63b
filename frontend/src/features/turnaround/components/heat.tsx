'use client';
import Link from 'next/link';
import { turnaroundPlaceSchema, type TurnaroundGroup, type TurnaroundPlace } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useFigures } from '../hooks/use-turnaround';
import { studiesAddress, type Asked } from '../model/place';
import { countText, durationText, groupName, shortDuration, stageName, weekdayName } from '../model/words';
import { Choice } from './choice';
import { Empty, Figure } from './figure';

type Shown = TurnaroundPlace['heat'];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
/** Of the strongest cell, in per cent: light text can be read on it. */
const STRONGEST = 42;
const none: never[] = [];

function Cell({
  asked,
  group,
  shown,
  of,
}: {
  asked: Asked;
  group: TurnaroundGroup | undefined;
  shown: Shown;
  of: number;
}) {
  if (!group) return <span aria-hidden className="block h-7" />;
  const value = group[shown];
  const text = value === null ? '<5' : shown === 'n' ? countText(value) : shortDuration(value);
  const told =
    value === null ? t('turnaround.suppressed') : shown === 'n' ? countText(value) : durationText(value);
  const words = t('turnaround.heat.cell', {
    hour: groupName('hourOfWeek', group.key),
    value: told,
    n: countText(group.n),
  });
  return (
    <Link
      href={studiesAddress(asked, { groupBy: 'hourOfWeek', key: group.key })}
      prefetch={false}
      aria-label={words}
      title={words}
      className={`tabular flex h-7 items-center justify-center rounded-sm text-[10.5px] hover:outline hover:outline-cyan ${value === null ? 'text-text-3' : 'text-text-1'}`}
      style={{
        background: `color-mix(in oklch, var(--cyan) ${(STRONGEST * (value ?? 0)) / of}%, var(--surface-2))`,
      }}
    >
      {text}
    </Link>
  );
}

/** The hours of a week at the site: how many came, or how long it took. */
export function Heat({ asked, change }: { asked: Asked; change: (patch: Partial<TurnaroundPlace>) => void }) {
  const shown = asked.place.heat;
  const query = useFigures(asked, 'hourOfWeek');
  const groups = query.data?.groups ?? none;
  const byHour = new Map(groups.map((group) => [group.key, group]));
  const strongest = Math.max(1, ...groups.map((group) => group[shown] ?? 0));
  const stage = stageName(asked.place.stage);
  const title = t(shown === 'n' ? 'turnaround.heat.n' : 'turnaround.heat', { stage });
  return (
    <Figure
      title={title}
      note={useNote(asked)}
      query={query}
      empty={groups.length === 0 ? <Empty>{t('turnaround.empty')}</Empty> : null}
      action={
        <Choice
          label={t('turnaround.heat.of')}
          value={shown}
          options={(['n', 'median', 'p90'] as const).map(
            (one) => [one, t(`turnaround.heat.show.${one}`)] as const,
          )}
          onChoose={(heat) => change({ heat: turnaroundPlaceSchema.shape.heat.parse(heat) })}
        />
      }
      testId="turnaround-heat"
      className="xl:col-span-2"
    >
      <div className="overflow-x-auto" role="group" aria-label={title} tabIndex={0}>
        <table
          aria-label={title}
          className="w-full min-w-[860px] table-fixed border-separate border-spacing-0.5"
        >
          <thead>
            <tr className="text-[10.5px] text-text-3">
              <th scope="col" className="w-10 text-left font-medium">
                <span className="sr-only">{t('turnaround.weekday')}</span>
              </th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col" className="tabular font-medium">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((weekday) => (
              <tr key={weekday}>
                <th scope="row" className="text-left text-[11px] font-medium text-text-2">
                  {weekdayName(weekday)}
                </th>
                {HOURS.map((hour) => (
                  <td key={hour} className="p-0">
                    <Cell
                      asked={asked}
                      group={byHour.get(String(weekday * 24 + hour))}
                      shown={shown}
                      of={strongest}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
