'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { revertRulesSchema, type RuleVersion } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Instant } from '@/components/ui/instant';
import { useToast } from '@/components/ui/toast';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { revert, rulesKeys } from '../api/rules';
import { differenceOf } from '../model/difference';

interface Line {
  version: RuleVersion;
  /** Null for the first of all. */
  changes: readonly string[] | null;
  active: boolean;
}

function linesOf(versions: readonly RuleVersion[]): Line[] {
  return versions.map((version, index) => {
    const before = versions[index + 1];
    return {
      version,
      active: index === 0,
      changes: before ? differenceOf(before.rules, version.rules) : null,
    };
  });
}

function columnsOf(onRevert: ((version: RuleVersion) => void) | null): readonly Column<Line>[] {
  const facts: readonly Column<Line>[] = [
    {
      id: 'version',
      head: t('readingRules.history.version'),
      className: 'md:w-20',
      cell: ({ version, active }) => (
        <span className={`tabular ${active ? 'font-medium text-cyan' : ''}`}>{version.version}</span>
      ),
    },
    {
      id: 'since',
      head: t('readingRules.history.since'),
      className: 'md:w-28',
      cell: ({ version }) => <Instant at={version.since} />,
    },
    {
      id: 'change',
      head: t('readingRules.history.change'),
      className: 'min-w-64',
      cell: ({ version, changes }) => (
        <span className="break-words">
          {changes?.join('; ') ?? t('readingRules.history.first')}
          {version.restores !== null && (
            <span className="text-text-3">
              {' '}
              ({t('readingRules.history.restores', { version: version.restores })})
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'why',
      head: t('readingRules.history.why'),
      className: 'min-w-48',
      cell: ({ version }) => <bdi className="break-words text-text-2">{version.reason}</bdi>,
    },
    {
      id: 'who',
      head: t('readingRules.history.who'),
      className: 'min-w-44',
      cell: ({ version }) => (
        <bdi className="text-text-2">
          {version.proposedBy}, {version.approvedBy}
        </bdi>
      ),
    },
  ];
  if (!onRevert) return facts;
  const back: Column<Line> = {
    id: 'revert',
    head: t('list.actions'),
    className: 'md:w-36',
    cell: ({ version, active }) =>
      !active && (
        <Button size="sm" onClick={() => onRevert(version)} data-testid={`revert-${version.version}`}>
          <Undo2 size={12} aria-hidden /> {t('readingRules.revert')}
        </Button>
      ),
  };
  return [...facts, back];
}

/** What was in force, newest first, and one click back. */
export function History({ versions, mayRevert }: { versions: readonly RuleVersion[]; mayRevert: boolean }) {
  const [to, setTo] = useState<RuleVersion | null>(null);
  return (
    <section aria-label={t('readingRules.history')}>
      <h2 className="text-[14px] font-semibold">{t('readingRules.history')}</h2>
      <p className="mb-2 text-[12px] text-text-2">{t('readingRules.history.intro')}</p>
      <DataTable
        label={t('readingRules.history')}
        columns={columnsOf(mayRevert ? setTo : null)}
        rows={linesOf(versions)}
        rowKey={({ version }) => String(version.version)}
        testId="rules-history"
      />
      {to && <RevertDialog to={to} from={versions[0] ?? to} onClose={() => setTo(null)} />}
    </section>
  );
}

function RevertDialog({ to, from, onClose }: { to: RuleVersion; from: RuleVersion; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  return (
    <RecordDialog
      title={t('readingRules.revert.title', { version: to.version })}
      description={`${t('readingRules.revert.lead')} ${differenceOf(from.rules, to.rules).join('; ')}`}
      testId="revert-dialog"
      submitText={t('readingRules.revert.submit')}
      read={(form) => check(revertRulesSchema, { to: to.version, reason: textOf(form, 'reason') })}
      save={async (request) => {
        const { version } = await revert(request);
        toast({ text: t('readingRules.approved', { version }) });
      }}
      onSaved={() => {
        onClose();
        void client.invalidateQueries({ queryKey: rulesKeys.inForce, exact: true });
      }}
      onClose={onClose}
    >
      {(problems) => (
        <Field label={t('readingRules.reason')} name="reason" autoFocus error={problems['reason']} />
      )}
    </RecordDialog>
  );
}
