import { Lock } from 'lucide-react';
import type { Peer } from '@firstread/contract';
import type { Column } from '@/components/list/data-table';
import { OnOff } from '@/components/list/on-off';
import { RowActions } from '@/components/list/row-actions';
import { t } from '@/lib/i18n';
import { EchoPeer } from './echo';

function Services({ peer }: { peer: Peer }) {
  if (peer.services.length === 0) return <span className="text-text-3">{t('peers.services.none')}</span>;
  return <span>{peer.services.map((service) => t(`peers.service.${service}`)).join(', ')}</span>;
}

const facts: readonly Column<Peer>[] = [
  {
    id: 'peer',
    head: t('peers.column.peer'),
    className: 'min-w-44',
    cell: (peer) => (
      <div className="leading-[16px]">
        <p className="num font-medium">{peer.aeTitle}</p>
        <bdi className="block max-w-60 truncate text-text-2" title={peer.name}>
          {peer.name}
        </bdi>
      </div>
    ),
  },
  {
    id: 'address',
    head: t('peers.column.address'),
    className: 'min-w-44',
    cell: (peer) => (
      <div className="leading-[16px]">
        <p className="num flex items-center gap-1.5 break-all">
          {peer.host}:{peer.port}
          {peer.tls && (
            <span className="inline-flex items-center gap-1 font-sans text-[11px] tracking-normal text-text-2">
              <Lock size={11} aria-hidden /> {t('peers.tls')}
            </span>
          )}
        </p>
        {peer.dicomwebUrl !== null && (
          <p className="num max-w-72 truncate text-text-3" title={peer.dicomwebUrl}>
            {peer.dicomwebUrl}
          </p>
        )}
      </div>
    ),
  },
  { id: 'services', head: t('peers.column.services'), cell: (peer) => <Services peer={peer} /> },
  {
    id: 'destination',
    head: t('peers.column.destination'),
    className: 'md:w-24',
    cell: (peer) => (
      <span className={peer.destination ? '' : 'text-text-3'}>
        {t(peer.destination ? 'peers.destination.yes' : 'peers.destination.no')}
      </span>
    ),
  },
  {
    id: 'state',
    head: t('peers.column.state'),
    className: 'md:w-28',
    cell: (peer) => <OnOff on={peer.enabled} text={t(peer.enabled ? 'peers.enabled' : 'peers.disabled')} />,
  },
];

interface Actions {
  onEdit: (peer: Peer) => void;
  onDelete: (peer: Peer) => void;
}

/** What a row shows; with echo, edit and delete for those who may. */
export function peerColumns(actions: Actions | null): readonly Column<Peer>[] {
  if (actions === null) return facts;
  return [
    ...facts,
    {
      id: 'echo',
      head: t('peers.column.echo'),
      className: 'md:w-[300px] md:min-w-[300px]',
      cell: (peer) => <EchoPeer peer={peer} />,
    },
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-20',
      cell: (peer) => (
        <RowActions
          editLabel={t('peers.edit.of', { aeTitle: peer.aeTitle })}
          deleteLabel={t('peers.delete.of', { aeTitle: peer.aeTitle })}
          onEdit={() => actions.onEdit(peer)}
          onDelete={() => actions.onDelete(peer)}
        />
      ),
    },
  ];
}
