'use client';
import { Sparkles } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Alert, Callees, CriticalCatalogue, CriticalLevel, CriticalResult } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { useMarking } from '../hooks/use-marking';
import { minutesFor, proposalOf } from '../model/catalogue';
import { emptyMarking, withChoice, type Marking } from '../model/mark-form';
import { momentOf } from '../model/moments';
import { LEVELS } from '../model/settings-form';
import { CalleeFields } from './callee-choice';
import { FindingChoice } from './finding-choice';
import { LevelMark } from './marks';
import { MomentField } from './moment-field';

const MINUTE = 60_000;

interface Props {
  studyUid: string;
  catalogue: CriticalCatalogue;
  callees: Callees | undefined;
  alerts: readonly Alert[];
  /** The alert from which the reader came here. */
  alertId: string | null;
  onMarked: (result: CriticalResult) => void;
}

/** Says what is critical, how soon and to whom it must be told. */
export function MarkForm({ studyUid, catalogue, callees, alerts, alertId, onMarked }: Props) {
  const form = useMarking({ studyUid, catalogue, callees, onMarked });
  const { marking, setMarking, problems, sending } = form;
  const propose = (alert: Alert): void =>
    setMarking((now) => ({
      ...withChoice(now, proposalOf(alert, catalogue.findings)),
      alertId: alert.id,
    }));
  useProposal(alerts, alertId, propose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
      noValidate
      autoComplete="off"
      data-testid="critical-mark"
      aria-label={t('critical.mark.title')}
      className="flex flex-col gap-3"
    >
      <Proposals
        alerts={alerts}
        marking={marking}
        onPropose={propose}
        onDrop={() => setMarking(emptyMarking)}
      />
      <FindingChoice
        catalogue={catalogue}
        text={marking.text}
        chosen={marking.chosen}
        error={problems['finding']}
        onText={(text) => setMarking((now) => ({ ...now, text, chosen: null, alertId: null }))}
        onChoose={(choice) => setMarking((now) => withChoice(now, choice))}
      />
      <LevelChoice
        catalogue={catalogue}
        marking={marking}
        onChange={(level) => setMarking((now) => ({ ...now, level }))}
      />
      <CalleeFields
        callees={callees}
        value={form.callee}
        problem={problems['callee.name']}
        onChange={form.setCallee}
      />
      <SeenAndNote marking={marking} problems={problems} onChange={setMarking} />
      {sending.isError && (
        <p role="alert" data-testid="critical-mark-error" className="text-[12px] text-amber">
          {errorText(sending.error)}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        disabled={sending.isPending}
        data-testid="critical-mark-submit"
        className="self-start max-md:h-11 max-md:self-stretch"
      >
        {t('critical.mark')} <Kbd>Enter</Kbd>
      </Button>
    </form>
  );
}

/** Proposes once what the alert says from which the reader came. */
function useProposal(
  alerts: readonly Alert[],
  alertId: string | null,
  propose: (alert: Alert) => void,
): void {
  const proposed = useRef<string | null>(null);
  const alert = alerts.find(({ id }) => id === alertId);
  const onAlert = useEffectEvent((one: Alert) => {
    if (proposed.current === one.id) return;
    proposed.current = one.id;
    propose(one);
  });
  useEffect(() => {
    if (alert) onAlert(alert);
  }, [alert]);
}

interface ProposalsProps {
  alerts: readonly Alert[];
  marking: Marking;
  onPropose: (alert: Alert) => void;
  onDrop: () => void;
}

function Proposals({ alerts, marking, onPropose, onDrop }: ProposalsProps) {
  return alerts.map((alert) => (
    <div
      key={alert.id}
      data-testid="critical-proposal"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-md border border-violet-line bg-violet-soft px-2.5 py-1.5 text-[12px]"
    >
      <p className="flex min-w-0 flex-1 items-center gap-1.5">
        <Sparkles size={13} aria-hidden className="shrink-0 text-violet" />
        <span className="min-w-0 break-words">
          {marking.alertId === alert.id
            ? t('critical.mark.proposed')
            : t('critical.mark.suspects', { suspected: alert.suspected })}
        </span>
      </p>
      {marking.alertId === alert.id ? (
        <Button size="sm" variant="ghost" onClick={onDrop}>
          {t('critical.mark.drop')}
        </Button>
      ) : (
        <Button size="sm" onClick={() => onPropose(alert)} data-testid="critical-propose">
          {t('critical.mark.propose')}
        </Button>
      )}
    </div>
  ));
}

interface LevelProps {
  catalogue: CriticalCatalogue;
  marking: Marking;
  onChange: (level: CriticalLevel) => void;
}

function LevelChoice({ catalogue, marking, onChange }: LevelProps) {
  const timeZone = useTimeZone();
  const now = useNowRounded(10_000);
  const code = marking.chosen?.code ?? null;
  const seen = momentOf(marking.seenAt, { timeZone, now });
  const due = (seen === null ? now : Date.parse(seen)) + minutesFor(catalogue, code, marking.level) * MINUTE;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-[12px] font-medium text-text-2">{t('critical.level')}</legend>
      <div className="grid grid-cols-3 gap-1.5">
        {LEVELS.map((level) => (
          <label
            key={level}
            className="flex min-h-9 cursor-pointer flex-col justify-center rounded-md border border-line-strong px-2 py-1 text-[12px] hover:bg-surface-2 has-checked:border-cyan has-checked:bg-cyan-soft has-focus-visible:outline-2 has-focus-visible:outline-cyan"
          >
            <input
              type="radio"
              name="level"
              value={level}
              checked={marking.level === level}
              onChange={() => onChange(level)}
              className="sr-only"
            />
            <LevelMark level={level} />
            <span className="tabular text-text-2">
              {formatDuration(minutesFor(catalogue, code, level) * MINUTE)}
            </span>
          </label>
        ))}
      </div>
      <p
        data-testid="critical-limit"
        className={`tabular mt-1 text-[12px] ${due > now ? 'text-text-2' : 'text-red'}`}
      >
        {due > now
          ? t('critical.mark.limit', {
              time: formatTime(new Date(due).toISOString(), timeZone, now),
              span: formatDuration(due - now),
            })
          : t('critical.mark.late')}
      </p>
    </fieldset>
  );
}

interface SeenProps {
  marking: Marking;
  problems: Readonly<Record<string, string>>;
  onChange: (marking: Marking) => void;
}

function SeenAndNote({ marking, problems, onChange }: SeenProps) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <MomentField
        label={t('critical.mark.at')}
        value={marking.seenAt}
        error={problems['identifiedAt']}
        onChange={(event) => onChange({ ...marking, seenAt: event.target.value })}
      />
      <Field
        label={t('critical.note')}
        hint={t('critical.note.hint')}
        dir="auto"
        maxLength={500}
        value={marking.note}
        error={problems['note']}
        onChange={(event) => onChange({ ...marking, note: event.target.value })}
      />
    </div>
  );
}
