'use client';
import { CircleCheck, CircleSlash, Hourglass, Send, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import type { MessageDelivery } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { fetchMessages, messagesKey } from '../api/alerts';
import { targetText } from '@/lib/form/message-targets';

const REFRESH_MS = 10_000;

const looks: Record<MessageDelivery['state'], { icon: LucideIcon; className: string }> = {
  waiting: { icon: Hourglass, className: 'text-text-2' },
  sending: { icon: Send, className: 'text-cyan' },
  delivered: { icon: CircleCheck, className: 'text-green' },
  failed: { icon: TriangleAlert, className: 'text-amber' },
  notNeeded: { icon: CircleSlash, className: 'text-text-3' },
};

function State({ state }: Pick<MessageDelivery, 'state'>) {
  const { icon: Icon, className } = looks[state];
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon size={13} aria-hidden className="shrink-0" />
      {t(`alertMessages.state.${state}`)}
    </span>
  );
}

const columns: readonly Column<MessageDelivery>[] = [
  { id: 'state', head: t('alertMessages.column.state'), cell: ({ state }) => <State state={state} /> },
  {
    id: 'level',
    head: t('alertMessages.column.level'),
    className: 'whitespace-nowrap',
    cell: ({ level }) =>
      t(level === 'contact' || level === 'recipient' ? `alertMessages.${level}` : `alertSettings.${level}`),
  },
  {
    id: 'target',
    head: t('alertMessages.column.target'),
    className: 'num',
    cell: ({ target }) => <span className="break-all">{targetText(target)}</span>,
  },
  {
    id: 'attempts',
    head: t('alertMessages.column.attempts'),
    className: 'tabular',
    cell: ({ attempts }) => attempts,
  },
  {
    id: 'created',
    head: t('alertMessages.column.created'),
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    id: 'problem',
    head: t('alertMessages.column.problem'),
    className: 'md:w-[36%]',
    cell: ({ problem }) => <span className="break-words text-text-2">{problem ?? '–'}</span>,
  },
];

/** What was sent about alerts, newest first. */
export function Messages() {
  const { query, pages, ...more } = usePaged({
    key: messagesKey,
    fetchPage: fetchMessages,
    interval: () => REFRESH_MS,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.deliveries), [pages]);
  const held = useHeld(incoming, (delivery) => delivery.createdAt);
  return (
    <ListSection
      title={t('alertMessages.title')}
      intro={t('alertMessages.intro')}
      testId="alert-messages"
      query={query}
      hold={held}
      status={<NewRows fresh={held.fresh} onShow={held.apply} />}
      empty={
        incoming.length === 0 ? (
          <StateView icon={<Send size={18} />} title={t('alertMessages.empty.title')}>
            {t('alertMessages.empty.body')}
          </StateView>
        ) : null
      }
    >
      <DataTable
        label={t('alertMessages.title')}
        columns={columns}
        rows={held.rows}
        rowKey={(delivery) => delivery.id}
        testId="alert-message-table"
      />
      <OlderRows {...more} />
    </ListSection>
  );
}
