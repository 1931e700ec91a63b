'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { proposeRulesSchema, type RuleVersion, type TargetException } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { useToast } from '@/components/ui/toast';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { propose, rulesKeys } from '../api/rules';
import type { useDraft } from '../hooks/use-draft';
import { differenceOf, formatMinutes } from '../model/difference';
import { addException, conditionOf, removeException, withException, withTarget } from '../model/draft';

type DraftState = ReturnType<typeof useDraft>;

interface Props {
  draft: DraftState;
  active: RuleVersion;
  /** Who may not change rules sees them; and while a proposal waits there is no other. */
  locked: boolean;
}

const box =
  'h-8 min-w-0 rounded-md border border-line-strong bg-surface-0 px-2 text-[13px] text-text-1 placeholder:text-text-3 disabled:opacity-60';

export function Editor({ draft: state, active, locked }: Props) {
  const [proposing, setProposing] = useState(false);
  const wrong = Object.values(state.problems)[0];
  return (
    <fieldset disabled={locked} className="flex min-w-0 flex-col gap-5" data-testid="rules-editor">
      <Targets state={state} />
      <Rank state={state} />
      <Exceptions state={state} />
      {!locked && (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            disabled={!state.changed || wrong !== undefined}
            onClick={() => setProposing(true)}
            data-testid="rules-propose"
          >
            {t('readingRules.propose')}
          </Button>
          {state.changed ? (
            <Button onClick={state.discard}>{t('readingRules.discard')}</Button>
          ) : (
            <span className="text-[12px] text-text-3">{t('readingRules.unchanged')}</span>
          )}
          {wrong !== undefined && (
            <p role="alert" className="text-[12px] text-amber">
              {wrong}
            </p>
          )}
        </div>
      )}
      {proposing && <ProposeDialog state={state} active={active} onClose={() => setProposing(false)} />}
    </fieldset>
  );
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface-1 p-4">
      <h2 className="text-[13px] font-semibold">{title}</h2>
      <p className="mb-3 text-[12px] text-pretty text-text-3">{hint}</p>
      {children}
    </section>
  );
}

function Minutes({
  label,
  value,
  onChange,
  testId,
}: {
  label: string;
  value: number;
  onChange: (minutes: number) => void;
  testId?: string;
}) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <input
        type="number"
        min={1}
        inputMode="numeric"
        aria-label={label}
        data-testid={testId}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className={`tabular w-24 text-right ${box}`}
      />
      <span className="text-[12px] whitespace-nowrap text-text-3">
        {t('readingRules.minutes')}
        {value >= 60 && ` = ${formatMinutes(value)}`}
      </span>
    </span>
  );
}

function Targets({ state: { draft, change } }: { state: DraftState }) {
  return (
    <Part title={t('readingRules.targets')} hint={t('readingRules.targets.hint')}>
      <div className="grid grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {(['stat', 'urgent', 'routine'] as const).map((orderClass) => (
          <TargetLine key={orderClass} name={t(`order.${orderClass}`)}>
            <Minutes
              label={t(`order.${orderClass}`)}
              testId={`target-${orderClass}`}
              value={draft.targets[orderClass]}
              onChange={(minutes) => change(withTarget(draft, orderClass, minutes))}
            />
          </TargetLine>
        ))}
        <TargetLine name={t('readingRules.suspicion')} className="text-violet">
          <Minutes
            label={t('readingRules.suspicion')}
            testId="target-suspicion"
            value={draft.suspicionMinutes}
            onChange={(suspicionMinutes) => change({ ...draft, suspicionMinutes })}
          />
        </TargetLine>
      </div>
    </Part>
  );
}

function TargetLine({
  name,
  className = '',
  children,
}: {
  name: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <>
      <span className={`text-[12.5px] ${className}`}>{name}</span>
      {children}
    </>
  );
}

function Rank({ state: { draft, change } }: { state: DraftState }) {
  return (
    <section className="rounded-lg border border-line bg-surface-1 p-4">
      <fieldset>
        <legend className="text-[13px] font-semibold">{t('readingRules.rank')}</legend>
        <div className="mt-2 flex flex-col gap-2">
          {(['belowStat', 'withStat'] as const).map((rank) => (
            <label key={rank} className="flex items-start gap-2 text-[12.5px]">
              <input
                type="radio"
                name="suspicionRank"
                value={rank}
                checked={draft.suspicionRank === rank}
                onChange={() => change({ ...draft, suspicionRank: rank })}
                className="mt-[3px] size-3.5 shrink-0 accent-cyan"
              />
              <span className="min-w-0">
                {t(`readingRules.rank.${rank}`)}
                <span className="block text-[12px] text-text-3">{t(`readingRules.rank.${rank}.hint`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </section>
  );
}

function Exceptions({ state: { draft, change } }: { state: DraftState }) {
  return (
    <Part title={t('readingRules.exceptions')} hint={t('readingRules.exceptions.hint')}>
      {draft.exceptions.length === 0 && (
        <p className="mb-3 text-[12px] text-text-2">{t('readingRules.exceptions.none')}</p>
      )}
      <ul className="flex flex-col gap-2">
        {draft.exceptions.map((exception, index) => (
          <ExceptionLine
            key={index}
            number={index + 1}
            exception={exception}
            onChange={(part) => change(withException(draft, index, part))}
            onRemove={() => change(removeException(draft, index))}
          />
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-3"
        onClick={() => change(addException(draft))}
        data-testid="exception-add"
      >
        <Plus size={12} aria-hidden /> {t('readingRules.exceptions.add')}
      </Button>
    </Part>
  );
}

function ExceptionLine({
  number,
  exception,
  onChange,
  onRemove,
}: {
  number: number;
  exception: TargetException;
  onChange: (part: Partial<TargetException>) => void;
  onRemove: () => void;
}) {
  return (
    <li
      aria-label={t('readingRules.exceptions.label', { number })}
      className="grid grid-cols-[92px_minmax(0,0.8fr)_minmax(0,1.2fr)_minmax(0,1.2fr)_96px_28px] items-center gap-1.5 max-sm:grid-cols-2"
    >
      <select
        aria-label={t('readingRules.field.class')}
        value={exception.orderClass}
        onChange={(event) => onChange({ orderClass: event.target.value as TargetException['orderClass'] })}
        className={box}
      >
        {(['stat', 'urgent', 'routine'] as const).map((orderClass) => (
          <option key={orderClass} value={orderClass}>
            {t(`order.${orderClass}`)}
          </option>
        ))}
      </select>
      {(['modality', 'location', 'site'] as const).map((field) => (
        <input
          key={field}
          aria-label={t(`readingRules.field.${field}`)}
          placeholder={t(`readingRules.field.${field}`)}
          value={exception[field] ?? ''}
          onChange={(event) => onChange({ [field]: conditionOf(event.target.value) })}
          className={box}
        />
      ))}
      <input
        type="number"
        min={1}
        aria-label={t('readingRules.field.minutes')}
        value={Number.isNaN(exception.minutes) ? '' : exception.minutes}
        onChange={(event) => onChange({ minutes: event.target.valueAsNumber })}
        className={`tabular text-right ${box}`}
      />
      <IconButton label={t('readingRules.exceptions.remove')} onClick={onRemove}>
        <X size={14} />
      </IconButton>
    </li>
  );
}

function ProposeDialog({
  state,
  active,
  onClose,
}: {
  state: DraftState;
  active: RuleVersion;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  return (
    <RecordDialog
      title={t('readingRules.propose.title')}
      description={t('readingRules.propose.lead')}
      testId="propose-dialog"
      submitText={t('readingRules.propose')}
      read={(form) =>
        check(proposeRulesSchema, {
          rules: state.valid,
          reason: textOf(form, 'reason'),
          basedOn: active.version,
        })
      }
      save={propose}
      onSaved={() => {
        toast({ text: t('readingRules.proposed') });
        onClose();
        void client.invalidateQueries({ queryKey: rulesKeys.inForce, exact: true });
      }}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Changes lines={differenceOf(active.rules, state.valid)} />
          <Field label={t('readingRules.reason')} name="reason" autoFocus error={problems['reason']} />
        </>
      )}
    </RecordDialog>
  );
}

export function Changes({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-[12.5px]">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}
