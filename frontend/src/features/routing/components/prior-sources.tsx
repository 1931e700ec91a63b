'use client';
import { useQuery } from '@tanstack/react-query';
import { History, Plus } from 'lucide-react';
import type { Peer, PriorSource } from '@firstread/contract';
import { PeerChoice } from '@/components/form/peer-choice';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OnOff } from '@/components/list/on-off';
import { RowActions } from '@/components/list/row-actions';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { CheckField, Field } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import type { Problems } from '@/lib/form/problems';
import { t, tn } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { deleteSource, fetchSources, setSource, sourcesKey } from '../api/traffic';
import { readSource } from '../model/forms';
import { priorWords } from '../model/prior-words';
import { PeerName } from './peer-name';

type Edits = ReturnType<typeof useEditing<PriorSource>>;

function peerOf(source: PriorSource, peers: readonly Peer[]): Peer | undefined {
  return peers.find(({ id }) => id === source.peerId);
}

function nameOf(source: PriorSource, peers: readonly Peer[]): string {
  return peerOf(source, peers)?.aeTitle ?? t('peer.gone');
}

function columnsOf(peers: readonly Peer[], edits: Edits | null): readonly Column<PriorSource>[] {
  const facts: readonly Column<PriorSource>[] = [
    {
      id: 'peer',
      head: t('priors.column.peer'),
      className: 'min-w-44',
      cell: (source) => <PeerName peer={peerOf(source, peers)} />,
    },
    { id: 'how', head: t('priors.column.how'), cell: (source) => t(`transport.${source.transport}`) },
    {
      id: 'which',
      head: t('priors.column.which'),
      className: 'min-w-60',
      cell: (source) => priorWords(source),
    },
    {
      id: 'state',
      head: t('priors.column.state'),
      className: 'md:w-20',
      cell: (source) => <OnOff on={source.enabled} text={t(source.enabled ? 'common.on' : 'common.off')} />,
    },
  ];
  if (edits === null) return facts;
  const actions: Column<PriorSource> = {
    id: 'actions',
    head: t('list.actions'),
    className: 'md:w-20',
    cell: (source) => (
      <RowActions
        editLabel={t('priors.edit.of', { name: nameOf(source, peers) })}
        deleteLabel={t('priors.delete.of', { name: nameOf(source, peers) })}
        onEdit={() => edits.edit(source)}
        onDelete={() => edits.remove(source)}
      />
    ),
  };
  return [...facts, actions];
}

interface FieldsProps {
  source: PriorSource | null;
  choices: readonly Peer[];
  problems: Problems;
}

function SourceFields({ source, choices, problems }: FieldsProps) {
  return (
    <>
      <PeerChoice
        peers={choices}
        problems={problems}
        peerId={source?.peerId ?? choices[0]?.id}
        transport={source?.transport}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field
          label={t('priors.form.maximum')}
          hint={t('priors.form.maximum.hint')}
          name="maximum"
          inputMode="numeric"
          defaultValue={source?.maximum ?? 3}
          error={problems['maximum']}
        />
        <Field
          label={t('priors.form.withinDays')}
          hint={t('priors.form.withinDays.hint')}
          name="withinDays"
          inputMode="numeric"
          defaultValue={source?.withinDays ?? 3650}
          error={problems['withinDays']}
        />
        <CheckField
          label={t('priors.form.sameModality')}
          name="sameModality"
          defaultChecked={source?.sameModality ?? true}
        />
        <CheckField
          label={t('priors.form.enabled')}
          name="enabled"
          defaultChecked={source?.enabled ?? true}
        />
      </div>
    </>
  );
}

interface DialogProps {
  source: PriorSource | null;
  /** The peers that may be chosen; only its own for a source that exists. */
  choices: readonly Peer[];
  edits: Edits;
}

function SourceDialog({ source, choices, edits }: DialogProps) {
  const toast = useToast();
  return (
    <RecordDialog
      title={source ? t('priors.form.edit', { name: nameOf(source, choices) }) : t('priors.form.add')}
      description={t('priors.form.lead')}
      testId="source-dialog"
      read={(form) => readSource(form, choices)}
      save={setSource}
      onSaved={() => {
        toast({ text: t('priors.form.saved') });
        edits.done();
      }}
      onClose={edits.close}
    >
      {(problems) => <SourceFields source={source} choices={choices} problems={problems} />}
    </RecordDialog>
  );
}

function DeleteDialog({ source, name, edits }: { source: PriorSource; name: string; edits: Edits }) {
  const toast = useToast();
  return (
    <ConfirmDelete
      title={t('priors.delete.title', { name })}
      description={t('priors.delete.lead')}
      run={() => deleteSource(source)}
      onDone={() => {
        toast({ text: t('priors.deleted') });
        edits.done();
      }}
      onClose={edits.close}
    />
  );
}

function Add({ free, peers, onAdd }: { free: boolean; peers: readonly Peer[]; onAdd: () => void }) {
  return (
    <Button
      variant="primary"
      onClick={onAdd}
      disabled={!free}
      title={free || peers.length === 0 ? undefined : t('priors.add.none')}
      data-testid="source-add"
    >
      <Plus size={14} aria-hidden /> {t('priors.add')}
    </Button>
  );
}

/** The peers that are asked for priors; one entry for each. */
export function PriorSources({ peers }: { peers: readonly Peer[] }) {
  const query = useQuery({ queryKey: sourcesKey, queryFn: ({ signal }) => fetchSources(signal) });
  const may = useMay('routing.write');
  const edits = useEditing<PriorSource>(sourcesKey);
  const { editing } = edits;
  const sources = query.data?.sources ?? [];
  const free = peers.filter((peer) => !sources.some((source) => source.peerId === peer.id));
  return (
    <>
      <ListSection
        title={t('priors.title')}
        intro={t('priors.intro')}
        testId="sources"
        query={query}
        status={tn('priors.count', sources.length)}
        action={may && <Add free={free.length > 0} peers={peers} onAdd={edits.add} />}
        empty={
          sources.length === 0 ? (
            <StateView icon={<History size={18} />} title={t('priors.empty.title')} testId="sources-empty">
              {t(peers.length === 0 ? 'priors.empty.noPeers' : 'priors.empty.body')}
            </StateView>
          ) : null
        }
      >
        <DataTable
          label={t('priors.title')}
          columns={columnsOf(peers, may ? edits : null)}
          rows={sources.toSorted((a, b) => nameOf(a, peers).localeCompare(nameOf(b, peers)))}
          rowKey={(source) => source.id}
          testId="source-table"
        />
      </ListSection>
      {editing?.kind === 'add' && <SourceDialog source={null} choices={free} edits={edits} />}
      {editing?.kind === 'edit' && (
        <SourceDialog
          source={editing.record}
          choices={peers.filter(({ id }) => id === editing.record.peerId)}
          edits={edits}
        />
      )}
      {editing?.kind === 'delete' && (
        <DeleteDialog source={editing.record} name={nameOf(editing.record, peers)} edits={edits} />
      )}
    </>
  );
}
