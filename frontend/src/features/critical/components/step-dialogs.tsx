'use client';
import { useState } from 'react';
import { communicationWaySchema, type CriticalResult } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { useUndo } from '@/components/assignment/undo';
import { CheckField, Field, SelectField } from '@/components/ui/field';
import { OpenMenu } from '@/components/ui/open-menu';
import { useToast } from '@/components/ui/toast';
import { useSession, useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { take, type CriticalStep, type CriticalSteps } from '../api/critical';
import { useCriticalRefresh } from '../hooks/use-critical';
import type { Acting, Step } from '../model/acting';
import { readAttempt, readClosing, readReceipt, readWithdrawal } from '../model/forms';
import { PatientStudy, patientOf, WhomToCall } from './cells';
import { MomentField } from './moment-field';

interface Props {
  result: CriticalResult;
  onClose: () => void;
}

function HowField({ error }: { error: string | undefined }) {
  return (
    <SelectField label={t('critical.how')} name="how" error={error}>
      {communicationWaySchema.options.map((how) => (
        <option key={how} value={how}>
          {t(`critical.how.${how}`)}
        </option>
      ))}
    </SelectField>
  );
}

/** Whom to call about which patient, while the dialog hides the list. */
function ToCall({ result }: { result: CriticalResult }) {
  return (
    <div className="grid grid-cols-2 gap-4 rounded-md bg-surface-2 px-3 py-2 text-[12px]">
      <PatientStudy result={result} />
      <WhomToCall callee={result.callee} />
    </div>
  );
}

/** What every step of the dialogs needs around it. */
function useStep(result: CriticalResult, onClose: () => void) {
  const toast = useToast();
  const refresh = useCriticalRefresh();
  const { withdraw } = useUndo();
  const timeZone = useTimeZone();
  const timeOf = (at: string): string => formatTime(at, timeZone, serverNow());
  return {
    at: () => ({ timeZone, now: serverNow() }),
    of: { finding: result.finding, name: patientOf(result), time: timeOf(result.identifiedAt) },
    timeOf,
    /** What was refused may have changed: it is fetched again, and nothing that was typed is lost. */
    send: async <S extends CriticalStep>(step: S, body: CriticalSteps[S]): Promise<CriticalResult> => {
      try {
        const taken = await take(step, result.id, body);
        if (taken.version !== result.version) withdraw(result.id);
        return taken;
      } catch (error) {
        void refresh();
        throw error;
      }
    },
    say: (text: string): void => void toast({ text }),
    finish: (): void => {
      onClose();
      void refresh();
    },
  };
}

function ReceiptDialog({ result, onClose }: Props) {
  const { displayName } = useSession();
  const { at, of, say, finish, send } = useStep(result, onClose);
  const save = async (input: CriticalSteps['acknowledgement']): Promise<void> => {
    const { receipt, state } = await send('acknowledgement', input);
    const said = { finding: result.finding, receiver: receipt?.receiver ?? input.receiver };
    say(t(state === 'closed' ? 'critical.receipt.closed' : 'critical.receipt.open', said));
  };
  return (
    <RecordDialog
      title={t('critical.receipt.title', of)}
      description={t('critical.receipt.lead', of)}
      testId="critical-receipt"
      submitText={t('critical.receipt.submit')}
      read={(form) => readReceipt(form, result, at())}
      save={save}
      onSaved={finish}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <OpenMenu />
          <ToCall result={result} />
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
            <Field
              label={t('critical.receipt.receiver')}
              name="receiver"
              autoFocus
              dir="auto"
              error={problems['receiver']}
            />
            <Field label={t('critical.receipt.role')} name="receiverRole" error={problems['receiverRole']} />
            <Field
              label={t('critical.receipt.by')}
              name="communicatedBy"
              defaultValue={displayName}
              error={problems['communicatedBy']}
            />
            <MomentField
              label={t('critical.receipt.at')}
              name="communicatedAt"
              error={problems['communicatedAt']}
            />
            <HowField error={problems['how']} />
            <Field label={t('critical.note')} name="note" dir="auto" error={problems['note']} />
          </div>
          <CheckField
            label={t('critical.receipt.readBack')}
            hint={t('critical.receipt.readBack.hint')}
            name="readBack"
          />
        </>
      )}
    </RecordDialog>
  );
}

function AttemptDialog({ result, onClose }: Props) {
  const { at, of, say, finish, send } = useStep(result, onClose);
  const [id] = useState(() => crypto.randomUUID());
  return (
    <RecordDialog
      title={t('critical.attempt.title', of)}
      description={t('critical.attempt.lead', of)}
      testId="critical-attempt"
      submitText={t('critical.attempt.submit')}
      read={(form) => readAttempt(form, id, result, at())}
      save={async (input) => {
        await send('attempts', input);
        say(t('critical.attempt.done', { called: input.called }));
      }}
      onSaved={finish}
      onClose={onClose}
    >
      {(problems) => (
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          <OpenMenu />
          <div className="sm:col-span-2">
            <ToCall result={result} />
          </div>
          <Field
            label={t('critical.attempt.called')}
            name="called"
            autoFocus
            dir="auto"
            defaultValue={result.callee?.name}
            error={problems['called']}
          />
          <SelectField label={t('critical.attempt.reached')} name="reached">
            <option value="no">{t('critical.attempt.reached.no')}</option>
            <option value="yes">{t('critical.attempt.reached.yes')}</option>
          </SelectField>
          <HowField error={problems['how']} />
          <MomentField label={t('critical.attempt.at')} name="at" error={problems['at']} />
          <div className="sm:col-span-2">
            <Field label={t('critical.note')} name="note" dir="auto" error={problems['note']} />
          </div>
        </div>
      )}
    </RecordDialog>
  );
}

function ClosingDialog({ result, onClose }: Props) {
  const { of, timeOf, say, finish, send } = useStep(result, onClose);
  const { receipt } = result;
  return (
    <RecordDialog
      title={t('critical.close.title', of)}
      description={
        receipt
          ? t('critical.close.lead', { receiver: receipt.receiver, time: timeOf(receipt.communicatedAt) })
          : ''
      }
      testId="critical-closing"
      submitText={t('critical.close.submit')}
      read={(form) => readClosing(form, result)}
      save={async (input) => {
        await send('closing', input);
        say(t('critical.close.done', of));
      }}
      onSaved={finish}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <OpenMenu />
          <CheckField label={t('critical.receipt.readBack')} name="readBack" autoFocus />
          <Field label={t('critical.close.note')} name="note" dir="auto" error={problems['note']} />
        </>
      )}
    </RecordDialog>
  );
}

function WithdrawalDialog({ result, onClose }: Props) {
  const { of, say, finish, send } = useStep(result, onClose);
  return (
    <RecordDialog
      title={t('critical.withdraw.title', of)}
      description={t('critical.withdraw.lead', of)}
      testId="critical-withdrawal"
      submitText={t('critical.withdraw.submit')}
      read={(form) => readWithdrawal(form, result)}
      save={async (input) => {
        await send('withdrawal', input);
        say(t('critical.withdraw.done', of));
      }}
      onSaved={finish}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <OpenMenu />
          <Field
            label={t('critical.withdraw.reason')}
            name="reason"
            autoFocus
            dir="auto"
            maxLength={500}
            error={problems['reason']}
          />
        </>
      )}
    </RecordDialog>
  );
}

const dialogs: Record<Step, typeof ReceiptDialog> = {
  receipt: ReceiptDialog,
  attempt: AttemptDialog,
  close: ClosingDialog,
  withdraw: WithdrawalDialog,
};

/** The dialog of the step that is being taken. */
export function StepDialog({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const Dialog = dialogs[acting.step];
  return <Dialog key={acting.result.id} result={acting.result} onClose={onClose} />;
}
