'use client';
import { useMutation } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Gate, ModelDetail, ModelStage } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { rollBackModel, stepModel } from '../api/models';
import { readScope } from '../model/scope-form';

interface Props {
  model: ModelDetail;
  onChanged: (model: ModelDetail) => void;
}

const WAY: readonly ModelStage[] = ['submitted', 'verified', 'validated', 'shadow', 'canary', 'live'];

/** Towards readers; a paused or retired model has its way before it. */
function isForward(from: ModelStage, to: ModelStage): boolean {
  return WAY.indexOf(to) > WAY.indexOf(from);
}

/** What the next step asks for, and the button that takes it. */
export function NextStep({ model, onChanged }: Props) {
  const may = useMay('model.govern');
  const [to, setTo] = useState<ModelStage | null>(null);
  const gates = model.gates.filter((gate) => gate.to !== 'paused');
  if (gates.length === 0) return null;
  return (
    <section className="flex flex-wrap gap-2">
      {gates.map((gate) => (
        <GateCard
          key={gate.to}
          gate={gate}
          forward={isForward(model.stage, gate.to)}
          mayStep={may}
          onStep={() => setTo(gate.to)}
        />
      ))}
      {to && <StepDialog model={model} to={to} onChanged={onChanged} onClose={() => setTo(null)} />}
    </section>
  );
}

interface GateCardProps {
  gate: Gate;
  forward: boolean;
  mayStep: boolean;
  onStep: () => void;
}

function GateCard({ gate, forward, mayStep, onStep }: GateCardProps) {
  const stage = t(`models.stage.${gate.to}`);
  return (
    <div
      data-testid="gate"
      data-to={gate.to}
      data-open={gate.open}
      className={`flex flex-wrap items-start justify-between gap-3 rounded-lg border border-line bg-surface-1 px-3 py-2 ${gate.evidence.length > 0 ? 'basis-full' : 'flex-1 basis-72'}`}
    >
      <div className="min-w-0 flex-1 basis-40 text-[12px]">
        <p className="font-medium">{t('models.gate', { stage })}</p>
        {gate.evidence.length === 0 && <p className="text-text-3">{t('models.gate.none')}</p>}
        <ul>
          {gate.evidence.map((one) => (
            <li key={one.text} className="flex items-start gap-1.5 text-text-2">
              {one.met ? (
                <Check size={13} aria-hidden className="mt-0.5 shrink-0 text-green" />
              ) : (
                <X size={13} aria-hidden className="mt-0.5 shrink-0 text-amber" />
              )}
              <span className="sr-only">{t(one.met ? 'models.gate.met' : 'models.gate.notMet')}: </span>
              <span className="min-w-0 break-words">{one.text}</span>
            </li>
          ))}
        </ul>
      </div>
      {mayStep && (
        <Button
          variant={forward ? 'primary' : 'secondary'}
          disabled={!gate.open}
          onClick={onStep}
          data-testid={`step-${gate.to}`}
        >
          {t('models.step', { stage })}
        </Button>
      )}
    </div>
  );
}

function StepDialog({ model, to, onChanged, onClose }: Props & { to: ModelStage; onClose: () => void }) {
  const [problem, setProblem] = useState<string>();
  const step = useMutation({
    mutationFn: (body: Parameters<typeof stepModel>[2]) => stepModel(model.id, model.version, body),
    onSuccess: (changed) => {
      onChanged(changed);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = textOf(form, 'reason').trim();
    const scope = to === 'canary' ? readScope(form) : undefined;
    if (reason.length < 3) return setProblem(t('models.step.reason.short'));
    if (to === 'canary' && !scope) return setProblem(t('form.check'));
    step.mutate({ to, reason, expectedStage: model.stage, ...(scope ? { scope } : {}) });
  };
  const { name, version } = model;
  return (
    <Dialog
      open
      form
      onOpenChange={(open) => !open && onClose()}
      title={t('models.step.title', { name, version, stage: t(`models.stage.${to}`) })}
      description={t('models.step.lead')}
      testId="step-dialog"
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t('models.step.reason')} name="reason" error={problem} maxLength={500} autoFocus />
        {to === 'canary' && <ScopeFields />}
        {step.isError && (
          <p role="alert" className="text-[12px] text-amber">
            {errorText(step.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={step.isPending} data-testid="step-submit">
            {t('models.step', { stage: t(`models.stage.${to}`) })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ScopeFields() {
  return (
    <>
      <p className="text-[12px] text-text-2">{t('models.step.scope')}</p>
      <Field label={t('models.step.institutions')} name="institutions" />
      <Field label={t('models.step.modalities')} name="modalities" />
      <Field label={t('models.step.shift')} name="shift" />
      <Field label={t('models.step.share')} name="share" inputMode="numeric" defaultValue="100" />
    </>
  );
}

/** Pauses at once, with one click. */
export function PauseButton({ model, onChanged }: Props) {
  const may = useMay('model.govern');
  const toast = useToast();
  const pause = useMutation({
    mutationFn: () =>
      stepModel(model.id, model.version, {
        to: 'paused',
        reason: t('models.pause.reason'),
        expectedStage: model.stage,
      }),
    onSuccess: (changed) => {
      onChanged(changed);
      toast({ text: t('models.pause.done', { name: model.name, version: model.version }) });
    },
    onError: (error) => toast({ text: errorText(error), tone: 'error' }),
  });
  if (!may || !model.gates.some((gate) => gate.to === 'paused')) return null;
  return (
    <Button
      variant="danger"
      disabled={pause.isPending}
      onClick={() => pause.mutate()}
      data-testid="pause-model"
    >
      {t('models.pause')}
    </Button>
  );
}

export function RollBackButton({ model, onChanged }: Props) {
  const may = useMay('model.govern');
  const [open, setOpen] = useState(false);
  const version = model.rollBackTo;
  if (!may || version === null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="roll-back">
        {t('models.rollBack', { version })}
      </Button>
      {open && (
        <RollBackDialog
          model={model}
          version={version}
          onChanged={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function RollBackDialog({
  model,
  version,
  onChanged,
  onClose,
}: Props & { version: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const back = useMutation({
    mutationFn: () => rollBackModel(model.id, { version, reason: reason.trim() }),
    onSuccess: (changed) => {
      onClose();
      onChanged(changed);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('models.rollBack.title', { version })}
      description={t('models.rollBack.lead', { version, current: model.version })}
      testId="roll-back-dialog"
    >
      <div className="flex flex-col gap-3">
        <Field
          label={t('models.step.reason')}
          name="reason"
          value={reason}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        {back.isError && (
          <p role="alert" className="text-[12px] text-amber">
            {errorText(back.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="danger"
            disabled={back.isPending || reason.trim().length < 3}
            onClick={() => back.mutate()}
            data-testid="roll-back-submit"
          >
            {t('models.rollBack', { version })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
