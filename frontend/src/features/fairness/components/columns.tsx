import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FairnessQuery, Measured, ReaderActKind, ReaderWork } from '@firstread/contract';
import type { Column } from '@/components/list/data-table';
import { t, type MessageKey } from '@/lib/i18n';
import { actsAddress } from '../model/address';
import { measuredWords, percent, rvuText, skipsWords, waysWords } from '../model/words';

type Columns = (days: FairnessQuery, readers: readonly ReaderWork[]) => Column<ReaderWork>[];

/** How wide a bar is of the longest of its column; no colour judges it. */
function Bar({ value, of }: { value: number; of: number }) {
  return (
    <span aria-hidden className="mt-1 block h-1.5 min-w-24 rounded-sm bg-surface-2">
      <span
        className="block h-full rounded-sm bg-cyan-line"
        style={{ width: `${(100 * value) / (of || 1)}%` }}
      />
    </span>
  );
}

interface ToActs {
  days: FairnessQuery;
  reader: ReaderWork;
  what: ReaderActKind;
  figure: MessageKey;
  children: ReactNode;
}

function ActsLink({ days, reader, what, figure, children }: ToActs) {
  const name = reader.name ?? t('fairness.gone');
  return (
    <Link
      href={actsAddress(days, reader.readerId, what)}
      prefetch={false}
      title={t('fairness.acts.of', { figure: t(figure), name })}
      className="tabular underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {children}
    </Link>
  );
}

const reader: Column<ReaderWork> = {
  id: 'reader',
  head: t('fairness.reader'),
  className: 'md:max-w-56',
  cell: ({ name }) => <bdi className="block truncate">{name ?? t('fairness.gone')}</bdi>,
};

type Counted = 'rvuRead' | 'rvuAssigned' | 'studiesRead';
type Shared = 'skipRate' | 'releaseRate' | 'outOfOrder' | 'position' | 'cherryPick';

function bars(
  id: Counted,
  what: ReaderActKind,
  words: (work: ReaderWork) => string,
): (days: FairnessQuery, readers: readonly ReaderWork[]) => Column<ReaderWork> {
  return (days, readers) => {
    const longest = Math.max(0, ...readers.map((one) => one[id]));
    return {
      id,
      head: t(`fairness.${id}`),
      cell: (work) => (
        <span className="block">
          <ActsLink days={days} reader={work} what={what} figure={`fairness.${id}`}>
            {words(work)}
          </ActsLink>
          <Bar value={work[id]} of={longest} />
        </span>
      ),
    };
  };
}

function measured(id: Shared, what: ReaderActKind, days: FairnessQuery): Column<ReaderWork> {
  return {
    id,
    head: t(`fairness.${id}`),
    cell: (work) => {
      const figure: Measured = work[id];
      return (
        <span className="block">
          <ActsLink days={days} reader={work} what={what} figure={`fairness.${id}`}>
            {measuredWords(figure)}
          </ActsLink>
          {figure.value !== null && <Bar value={figure.value} of={1} />}
        </span>
      );
    },
  };
}

const rvuRead = bars('rvuRead', 'read', ({ rvuRead: rvu, rvuShare: share }) =>
  share === null ? rvuText(rvu) : t('fairness.share', { rvu: rvuText(rvu), share: percent(share) }),
);
const rvuAssigned = bars('rvuAssigned', 'assigned', (work) => rvuText(work.rvuAssigned));
const studiesRead = bars('studiesRead', 'read', (work) => String(work.studiesRead));

export const workColumns: Columns = (days, readers) => [
  reader,
  rvuRead(days, readers),
  rvuAssigned(days, readers),
  studiesRead(days, readers),
  { id: 'ways', head: t('fairness.ways'), cell: (work) => waysWords(work) || '–' },
  { id: 'hours', head: t('fairness.activeHours'), cell: ({ activeHours }) => String(activeHours) },
];

export const returnColumns: Columns = (days) => [
  reader,
  measured('skipRate', 'skipped', days),
  { id: 'skips', head: t('fairness.skips'), cell: (work) => skipsWords(work) || '–' },
  measured('releaseRate', 'released', days),
  { id: 'expired', head: t('fairness.expired'), cell: ({ expired }) => String(expired) },
  { id: 'steals', head: t('fairness.steals'), cell: ({ steals }) => String(steals) },
];

export const choiceColumns: Columns = (days) => [
  reader,
  measured('outOfOrder', 'chosen', days),
  measured('position', 'chosen', days),
  measured('cherryPick', 'chosen', days),
];
