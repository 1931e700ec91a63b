'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCw, Send } from 'lucide-react';
import { useMemo } from 'react';
import type { Delivery, Peer } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { t, tn } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { deliveriesKey, fetchDeliveries, retryDelivery } from '../api/traffic';
import { lookOf, mayRetry, nextWords, refreshAfter, type DeliveryLook } from '../model/traffic-words';
import { ProblemText, ProgressState, StudyLink, type Progress } from './traffic-cells';

const progress: Record<DeliveryLook, Progress> = {
  waiting: 'waiting',
  again: 'again',
  sending: 'moving',
  delivered: 'done',
  failed: 'failed',
};

function NextOrEnd({ delivery, peerEnabled }: { delivery: Delivery; peerEnabled: boolean }) {
  const now = useNowRounded(5000);
  const next = nextWords(delivery, peerEnabled, now);
  if (next !== null) return <span className="tabular">{next}</span>;
  return delivery.finishedAt === null ? <>–</> : <Instant at={delivery.finishedAt} />;
}

function Retry({ delivery }: { delivery: Delivery }) {
  const client = useQueryClient();
  const toast = useToast();
  const retry = useMutation({
    mutationFn: () => retryDelivery(delivery.id),
    onSuccess: () => toast({ text: t('deliveries.retry.done') }),
    onError: (error) =>
      toast({ text: t('deliveries.retry.error', { detail: errorText(error) }), tone: 'error' }),
    onSettled: () => client.invalidateQueries({ queryKey: deliveriesKey }),
  });
  if (!mayRetry(delivery)) return null;
  return (
    <Button size="sm" disabled={retry.isPending} onClick={() => retry.mutate()} data-testid="delivery-retry">
      <RotateCw size={12} aria-hidden /> {t('deliveries.retry')}
    </Button>
  );
}

function To({ delivery }: { delivery: Delivery }) {
  return (
    <div className="leading-[16px]">
      <p className="num font-medium">{delivery.aeTitle}</p>
      <bdi className="block max-w-52 truncate text-text-2" title={delivery.rule ?? ''}>
        {delivery.rule ?? t('deliveries.byPerson')}
      </bdi>
    </div>
  );
}

const facts: readonly Column<Delivery>[] = [
  {
    id: 'state',
    head: t('deliveries.column.state'),
    className: 'md:min-w-32',
    cell: (delivery) => {
      const look = lookOf(delivery);
      return <ProgressState progress={progress[look]} text={t(`deliveries.state.${look}`)} />;
    },
  },
  {
    id: 'study',
    head: t('deliveries.column.study'),
    cell: (delivery) => <StudyLink uid={delivery.studyInstanceUid} />,
  },
  {
    id: 'to',
    head: t('deliveries.column.to'),
    className: 'min-w-40',
    cell: (delivery) => <To delivery={delivery} />,
  },
  {
    id: 'what',
    head: t('deliveries.column.what'),
    className: 'whitespace-nowrap',
    cell: (delivery) => t(`forwarded.${delivery.what}`),
  },
  {
    id: 'sent',
    head: t('deliveries.column.progress'),
    className: 'tabular whitespace-nowrap',
    cell: (delivery) => tn('deliveries.objects', delivery.sent),
  },
  {
    id: 'attempts',
    head: t('deliveries.column.attempts'),
    className: 'tabular',
    cell: (delivery) => delivery.attempts,
  },
  {
    id: 'created',
    head: t('deliveries.column.created'),
    cell: (delivery) => <Instant at={delivery.createdAt} />,
  },
];

function columnsOf(peers: readonly Peer[], mayWrite: boolean): readonly Column<Delivery>[] {
  const disabled = new Set(peers.filter((peer) => !peer.enabled).map((peer) => peer.id));
  const columns: readonly Column<Delivery>[] = [
    ...facts,
    {
      id: 'next',
      head: t('deliveries.column.next'),
      className: 'whitespace-nowrap md:min-w-32',
      cell: (delivery) => <NextOrEnd delivery={delivery} peerEnabled={!disabled.has(delivery.peerId)} />,
    },
    {
      id: 'problem',
      head: t('deliveries.column.problem'),
      className: 'md:w-[32%] md:min-w-64',
      cell: (delivery) => <ProblemText problem={delivery.problem} />,
    },
  ];
  if (!mayWrite) return columns;
  const retry: Column<Delivery> = {
    id: 'retry',
    head: t('list.actions'),
    className: 'md:w-24',
    cell: (delivery) => <Retry delivery={delivery} />,
  };
  return [...columns, retry];
}

/** What is on its way to peers, newest first. */
export function Deliveries({ peers }: { peers: readonly Peer[] }) {
  const mayWrite = useMay('routing.write');
  const { query, pages, ...more } = usePaged({
    key: deliveriesKey,
    fetchPage: fetchDeliveries,
    interval: (loaded) => refreshAfter(loaded.flatMap((page) => page.deliveries.map(({ state }) => state))),
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.deliveries), [pages]);
  const held = useHeld(incoming, (delivery) => delivery.createdAt);
  const counts = pages[0]?.counts;
  return (
    <ListSection
      title={t('deliveries.title')}
      intro={t('deliveries.intro')}
      testId="deliveries"
      query={query}
      hold={held}
      status={
        <>
          {counts && <span data-testid="delivery-counts">{t('deliveries.counts', counts)}</span>}
          <NewRows fresh={held.fresh} onShow={held.apply} />
        </>
      }
      empty={
        incoming.length === 0 ? (
          <StateView icon={<Send size={18} />} title={t('deliveries.empty.title')} testId="deliveries-empty">
            {t('deliveries.empty.body')}
          </StateView>
        ) : null
      }
    >
      <DataTable
        label={t('deliveries.title')}
        columns={columnsOf(peers, mayWrite)}
        rows={held.rows}
        rowKey={(delivery) => delivery.id}
        testId="delivery-table"
      />
      <OlderRows {...more} />
    </ListSection>
  );
}
