'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BarChart3, Dices } from 'lucide-react';
import { useState } from 'react';
import {
  FEWEST_REVIEWS_SHOWN,
  peerVerdictSchema,
  type PeerCategoryTotal,
  type PeerModalityTotal,
  type PeerTotals,
  type PeerTotalsQuery,
} from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { Button } from '@/components/ui/button';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { fetchSettings, fetchTotals, learningKey, settingsKey, totalsKey } from '../api/learning';
import { SettingsDialog } from './settings-dialog';

type Weeks = PeerTotalsQuery['weeks'];
type Round = PeerTotals['rounds'][number];

const WEEKS = [13, 26, 52] as const;

const modalityColumns: readonly Column<PeerModalityTotal>[] = [
  { id: 'modality', head: t('learning.totals.modality'), cell: ({ modality }) => modality },
  { id: 'reviewed', head: t('learning.totals.reviewed'), cell: ({ reviewed }) => <Count of={reviewed} /> },
  ...peerVerdictSchema.options.map((verdict): Column<PeerModalityTotal> => ({
    id: verdict,
    head: t(`learning.verdict.${verdict}`),
    cell: ({ verdicts }) => <Count of={verdicts[verdict]} />,
  })),
];

const categoryColumns: readonly Column<PeerCategoryTotal>[] = [
  {
    id: 'category',
    head: t('learning.totals.category'),
    cell: ({ category }) => t(`learning.category.${category}`),
  },
  { id: 'count', head: t('learning.totals.count'), cell: ({ count }) => <Count of={count} /> },
];

const roundColumns: readonly Column<Round>[] = [
  { id: 'week', head: t('learning.rounds.week'), cell: ({ week }) => week },
  { id: 'reports', head: t('learning.rounds.reports'), cell: ({ reports }) => reports },
  { id: 'assigned', head: t('learning.rounds.assigned'), cell: ({ assigned }) => assigned },
  {
    id: 'rate',
    head: t('learning.rounds.rate'),
    cell: ({ percent, capPerReader }) => t('learning.rounds.rateOf', { percent, cap: capPerReader }),
  },
  {
    id: 'seed',
    head: t('learning.rounds.seed'),
    cell: ({ seed }) => <span className="font-mono text-[11px] break-all">{seed}</span>,
  },
];

/** A number, or that it is too small to be shown. */
function Count({ of }: { of: number | null }) {
  if (of !== null) return <span className="tabular">{of}</span>;
  return (
    <span className="text-text-3" title={t('learning.totals.small')}>
      <span aria-hidden>–</span>
      <span className="sr-only">{t('learning.totals.small')}</span>
    </span>
  );
}

/** What the department learns as a whole, and how much of it is reviewed. */
export function Totals() {
  const [weeks, setWeeks] = useState<Weeks>(26);
  const query = useQuery({
    queryKey: totalsKey(weeks),
    queryFn: ({ signal }) => fetchTotals(weeks, signal),
  });
  const modalities = query.data?.modalities ?? [];
  return (
    <>
      <div role="group" aria-label={t('learning.totals.weeks')} className="flex gap-1">
        {WEEKS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={weeks === one}
            onClick={() => setWeeks(one)}
            className="h-7 rounded-md px-3 text-[12px] text-text-2 hover:bg-surface-2 aria-pressed:bg-cyan-soft aria-pressed:text-cyan"
          >
            {t(`learning.totals.weeks.${one}`)}
          </button>
        ))}
      </div>
      <ListSection
        title={t('learning.tab.totals')}
        intro={t('learning.totals.intro', { small: FEWEST_REVIEWS_SHOWN })}
        testId="learning-totals"
        query={query}
        action={<Settings />}
        empty={
          modalities.length === 0 ? (
            <StateView
              icon={<BarChart3 size={18} />}
              title={t('learning.empty.totals')}
              testId="totals-empty"
            />
          ) : null
        }
      >
        <DataTable
          label={t('learning.tab.totals')}
          columns={modalityColumns}
          rows={modalities}
          rowKey={({ modality }) => modality}
          testId="totals-table"
        />
        <h3 className="mt-4 mb-1.5 text-[12px] font-medium text-text-2">{t('learning.totals.categories')}</h3>
        <DataTable
          label={t('learning.totals.categories')}
          columns={categoryColumns}
          rows={query.data?.categories ?? []}
          rowKey={({ category }) => category}
          testId="categories-table"
        />
      </ListSection>
      <Rounds query={query} />
    </>
  );
}

function Rounds({ query }: { query: ReturnType<typeof useQuery<PeerTotals>> }) {
  const rounds = query.data?.rounds ?? [];
  return (
    <ListSection
      title={t('learning.rounds')}
      intro={t('learning.rounds.intro')}
      testId="rounds"
      query={query}
      empty={
        rounds.length === 0 ? (
          <StateView icon={<Dices size={18} />} title={t('learning.rounds.empty')} testId="rounds-empty" />
        ) : null
      }
    >
      <DataTable
        label={t('learning.rounds')}
        columns={roundColumns}
        rows={rounds}
        rowKey={({ week }) => week}
        testId="rounds-table"
      />
    </ListSection>
  );
}

/** Opens the settings as they are now. */
function Settings() {
  const may = useMay('learning.configure');
  const client = useQueryClient();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => fetchSettings(signal) });
  if (!may || !query.data) return null;
  const saved = (): void => {
    setOpen(false);
    toast({ text: t('learning.settings.saved') });
    void client.invalidateQueries({ queryKey: learningKey });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="learning-settings">
        {t('learning.settings')}
      </Button>
      {open && (
        <SettingsDialog
          key={query.data.version}
          settings={query.data}
          onSaved={saved}
          onReload={() => void query.refetch()}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
