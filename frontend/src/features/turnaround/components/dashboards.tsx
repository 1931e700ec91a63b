'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LayoutDashboard, Mail, Pencil, Trash2, Users } from 'lucide-react';
import Link from 'next/link';
import { Popover as Radix } from 'radix-ui';
import { useState } from 'react';
import type { Dashboard, TurnaroundPlace } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { errorText } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { t } from '@/lib/i18n';
import { dashboardsKey, deleteDashboard, fetchDashboards } from '../api/turnaround';
import { addressOf } from '../model/place';
import { DashboardDialog } from './dashboard-dialog';
import { ScheduleDialog } from './schedule-dialog';

type Asking = { what: 'save' } | { what: 'edit' | 'mail' | 'delete'; dashboard: Dashboard };

/** Dashboards that the person has, and what can be done with them. */
export function Dashboards({ place }: { place: TurnaroundPlace }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const query = useQuery({ queryKey: dashboardsKey, queryFn: ({ signal }) => fetchDashboards(signal) });
  const done = (): void => {
    setAsking(null);
    void client.invalidateQueries({ queryKey: dashboardsKey });
  };
  return (
    <>
      <Popover
        label={t('turnaround.dashboards')}
        testId="turnaround-dashboards"
        trigger={
          <Button>
            <LayoutDashboard size={14} aria-hidden /> {t('turnaround.dashboards')}
          </Button>
        }
      >
        {query.isError && <p className="text-amber">{errorText(query.error)}</p>}
        {query.data?.length === 0 && <p className="text-text-2">{t('turnaround.dashboards.none')}</p>}
        <ul className="flex flex-col gap-1">
          {query.data?.map((dashboard) => (
            <Entry
              key={dashboard.id}
              dashboard={dashboard}
              onAsk={(what) => setAsking({ what, dashboard })}
            />
          ))}
        </ul>
        <Button className="mt-2 w-full" onClick={() => setAsking({ what: 'save' })}>
          {t('turnaround.dashboards.save')}
        </Button>
      </Popover>
      {asking?.what === 'delete' && (
        <ConfirmDelete
          title={t('turnaround.dashboards.delete.title', { name: asking.dashboard.name })}
          description={t(`turnaround.dashboards.delete.${asking.dashboard.scope}`)}
          run={() => deleteDashboard(asking.dashboard.id)}
          onDone={done}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === 'mail' && (
        <ScheduleDialog dashboard={asking.dashboard} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'save' && (
        <DashboardDialog place={place} onSaved={done} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'edit' && (
        <DashboardDialog
          place={asking.dashboard.place}
          dashboard={asking.dashboard}
          onSaved={done}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Entry({
  dashboard,
  onAsk,
}: {
  dashboard: Dashboard;
  onAsk: (what: 'edit' | 'mail' | 'delete') => void;
}) {
  const { name, scope, place } = dashboard;
  return (
    <li className="flex items-center gap-1">
      <Radix.Close asChild>
        <Link
          href={addressOf(place)}
          scroll={false}
          prefetch={false}
          className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded px-1.5 hover:bg-surface-3"
        >
          <bdi className="truncate">{name}</bdi>
          {scope === 'shared' && (
            <Users
              size={12}
              role="img"
              aria-label={t('turnaround.dashboards.shared')}
              className="shrink-0 text-text-3"
            />
          )}
        </Link>
      </Radix.Close>
      <IconButton label={t('turnaround.dashboards.mail', { name })} onClick={() => onAsk('mail')}>
        <Mail size={13} />
      </IconButton>
      <IconButton label={t('turnaround.dashboards.edit', { name })} onClick={() => onAsk('edit')}>
        <Pencil size={13} />
      </IconButton>
      <IconButton label={t('turnaround.dashboards.delete', { name })} onClick={() => onAsk('delete')}>
        <Trash2 size={13} />
      </IconButton>
    </li>
  );
}
