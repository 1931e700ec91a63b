'use client';
import { useQuery } from '@tanstack/react-query';
import { Forward, Plus } from 'lucide-react';
import type { ForwardRule, Peer } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OnOff } from '@/components/list/on-off';
import { RowActions } from '@/components/list/row-actions';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { changeRule, createRule, deleteRule, fetchRules, rulesKey } from '../api/rules';
import { filterWords } from '../model/filter-words';
import { readRule } from '../model/forms';
import { PeerName } from './peer-name';
import { RuleFields } from './rule-fields';

type Edits = ReturnType<typeof useEditing<ForwardRule>>;

function columnsOf(peers: readonly Peer[], edits: Edits | null): readonly Column<ForwardRule>[] {
  const facts: readonly Column<ForwardRule>[] = [
    {
      id: 'name',
      head: t('rules.column.name'),
      className: 'min-w-44',
      cell: (rule) => <bdi className="font-medium break-words">{rule.name}</bdi>,
    },
    {
      id: 'what',
      head: t('rules.column.what'),
      cell: (rule) => rule.what.map((part) => t(`forwarded.${part}`)).join(', '),
    },
    {
      id: 'to',
      head: t('rules.column.to'),
      className: 'min-w-40',
      cell: (rule) => <PeerName peer={peers.find(({ id }) => id === rule.peerId)} />,
    },
    { id: 'how', head: t('transport.label'), cell: (rule) => t(`transport.${rule.transport}`) },
    {
      id: 'filter',
      head: t('rules.column.filter'),
      className: 'min-w-60',
      cell: (rule) => <span className="break-words">{filterWords(rule.filter)}</span>,
    },
    {
      id: 'state',
      head: t('rules.column.state'),
      className: 'md:w-20',
      cell: (rule) => <OnOff on={rule.enabled} text={t(rule.enabled ? 'common.on' : 'common.off')} />,
    },
  ];
  if (edits === null) return facts;
  const actions: Column<ForwardRule> = {
    id: 'actions',
    head: t('list.actions'),
    className: 'md:w-20',
    cell: (rule) => (
      <RowActions
        editLabel={t('rules.edit.of', { name: rule.name })}
        deleteLabel={t('rules.delete.of', { name: rule.name })}
        onEdit={() => edits.edit(rule)}
        onDelete={() => edits.remove(rule)}
      />
    ),
  };
  return [...facts, actions];
}

interface DialogProps {
  rule: ForwardRule | null;
  peers: readonly Peer[];
  edits: Edits;
  onReload: () => void;
}

function RuleDialog({ rule, peers, edits, onReload }: DialogProps) {
  const toast = useToast();
  return (
    <RecordDialog
      title={rule ? t('rules.form.edit', { name: rule.name }) : t('rules.form.add')}
      description={t('rules.form.lead')}
      testId="rule-dialog"
      read={(form) => readRule(form, peers)}
      save={async (input) => {
        const saved = await (rule ? changeRule(rule, input) : createRule(input));
        toast({ text: t('rules.form.saved', { name: saved.name }) });
      }}
      onSaved={edits.done}
      onClose={edits.close}
      onReload={onReload}
    >
      {(problems) => <RuleFields rule={rule} peers={peers} problems={problems} />}
    </RecordDialog>
  );
}

function DeleteDialog({ rule, edits }: { rule: ForwardRule; edits: Edits }) {
  const toast = useToast();
  return (
    <ConfirmDelete
      title={t('rules.delete.title', { name: rule.name })}
      description={t('rules.delete.lead')}
      run={() => deleteRule(rule)}
      onDone={() => {
        toast({ text: t('rules.deleted', { name: rule.name }) });
        edits.done();
      }}
      onClose={edits.close}
    />
  );
}

function Empty({ peers }: { peers: readonly Peer[] }) {
  return (
    <StateView icon={<Forward size={18} />} title={t('rules.empty.title')} testId="rules-empty">
      {t(peers.length === 0 ? 'rules.empty.noPeers' : 'rules.empty.body')}
    </StateView>
  );
}

/** What is sent where, by itself. */
export function Rules({ peers }: { peers: readonly Peer[] }) {
  const query = useQuery({ queryKey: rulesKey, queryFn: ({ signal }) => fetchRules(signal) });
  const may = useMay('routing.write');
  const toast = useToast();
  const edits = useEditing<ForwardRule>(rulesKey);
  const { editing } = edits;
  const rules = query.data?.rules ?? [];
  const reload = async (id: string): Promise<void> => {
    const fresh = await query.refetch();
    const rule = fresh.data?.rules.find((candidate) => candidate.id === id);
    if (rule) return edits.edit(rule);
    edits.close();
    toast({ text: t('rules.gone'), tone: 'error' });
  };
  return (
    <>
      <ListSection
        title={t('rules.title')}
        intro={t('rules.intro')}
        testId="rules"
        query={query}
        status={tn('rules.count', rules.length)}
        action={
          may && (
            <Button
              variant="primary"
              onClick={edits.add}
              disabled={peers.length === 0}
              data-testid="rule-add"
            >
              <Plus size={14} aria-hidden /> {t('rules.add')}
            </Button>
          )
        }
        empty={rules.length === 0 ? <Empty peers={peers} /> : null}
      >
        <DataTable
          label={t('rules.title')}
          columns={columnsOf(peers, may ? edits : null)}
          rows={rules}
          rowKey={(rule) => rule.id}
          testId="rule-table"
        />
      </ListSection>
      {editing?.kind === 'add' && (
        <RuleDialog rule={null} peers={peers} edits={edits} onReload={edits.close} />
      )}
      {editing?.kind === 'edit' && (
        <RuleDialog
          key={`${editing.record.id} ${editing.record.version}`}
          rule={editing.record}
          peers={peers}
          edits={edits}
          onReload={() => void reload(editing.record.id)}
        />
      )}
      {editing?.kind === 'delete' && <DeleteDialog rule={editing.record} edits={edits} />}
    </>
  );
}
