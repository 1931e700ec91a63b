'use client';
import { Network, Plus } from 'lucide-react';
import type { Peer } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { peersKey } from '@/lib/api/peers';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { usePeers } from '@/lib/query/use-peers';
import { changePeer, createPeer, deletePeer } from '../api/peers';
import { readPeer } from '../model/peer-form';
import { peerColumns } from './columns';
import { PeerFields } from './peer-fields';

type Edits = ReturnType<typeof useEditing<Peer>>;

function PeerDialog({ peer, edits, onReload }: { peer: Peer | null; edits: Edits; onReload: () => void }) {
  const toast = useToast();
  return (
    <RecordDialog
      title={peer ? t('peers.form.edit', { aeTitle: peer.aeTitle }) : t('peers.form.add')}
      description={t('peers.form.lead')}
      testId="peer-dialog"
      read={readPeer}
      save={async (input) => {
        const saved = await (peer ? changePeer(peer, input) : createPeer(input));
        toast({ text: t('peers.form.saved', { aeTitle: saved.aeTitle }) });
      }}
      onSaved={edits.done}
      onClose={edits.close}
      onReload={onReload}
    >
      {(problems) => <PeerFields peer={peer} problems={problems} />}
    </RecordDialog>
  );
}

function DeleteDialog({ peer, edits }: { peer: Peer; edits: Edits }) {
  const toast = useToast();
  return (
    <ConfirmDelete
      title={t('peers.delete.title', { aeTitle: peer.aeTitle })}
      description={t('peers.delete.lead')}
      run={() => deletePeer(peer)}
      onDone={() => {
        toast({ text: t('peers.deleted', { aeTitle: peer.aeTitle }) });
        edits.done();
      }}
      onClose={edits.close}
    />
  );
}

/** The other systems, what they may do here, and whether they answer. */
export function PeersScreen() {
  const query = usePeers();
  const may = useMay('peer.write');
  const toast = useToast();
  const edits = useEditing<Peer>(peersKey);
  const { editing, edit, remove } = edits;
  const peers = query.data?.peers ?? [];
  const columns = peerColumns(may ? { onEdit: edit, onDelete: remove } : null);
  const reload = async (id: string): Promise<void> => {
    const fresh = await query.refetch();
    const peer = fresh.data?.peers.find((candidate) => candidate.id === id);
    if (peer) return edit(peer);
    edits.close();
    toast({ text: t('peers.gone'), tone: 'error' });
  };
  return (
    <>
      <ListSection
        title={t('admin.peers')}
        intro={t('peers.intro')}
        testId="peers"
        query={query}
        status={tn('peers.count', peers.length)}
        action={
          may && (
            <Button variant="primary" onClick={edits.add} data-testid="peer-add">
              <Plus size={14} aria-hidden /> {t('peers.add')}
            </Button>
          )
        }
        empty={
          peers.length === 0 ? (
            <StateView icon={<Network size={18} />} title={t('peers.empty.title')} testId="peers-empty">
              {t('peers.empty.body')}
            </StateView>
          ) : null
        }
      >
        <DataTable
          label={t('admin.peers')}
          columns={columns}
          rows={peers}
          rowKey={(peer) => peer.id}
          testId="peer-table"
        />
      </ListSection>
      {editing?.kind === 'add' && <PeerDialog peer={null} edits={edits} onReload={edits.close} />}
      {editing?.kind === 'edit' && (
        <PeerDialog
          key={`${editing.record.id} ${editing.record.version}`}
          peer={editing.record}
          edits={edits}
          onReload={() => void reload(editing.record.id)}
        />
      )}
      {editing?.kind === 'delete' && <DeleteDialog peer={editing.record} edits={edits} />}
    </>
  );
}
