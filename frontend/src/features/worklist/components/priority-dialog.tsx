'use client';
import { ChevronsUp, Minus, Siren, type LucideIcon } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useState, type FormEvent } from 'react';
import type { OrderClass, WorklistItem } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { ApiError } from '@/lib/api/problem';
import { t } from '@/lib/i18n';
import { prioritise } from '../api/worklist';

const classes: readonly { value: OrderClass; icon: LucideIcon; className: string }[] = [
  { value: 'stat', icon: Siren, className: 'text-red' },
  { value: 'urgent', icon: ChevronsUp, className: 'text-text-1' },
  { value: 'routine', icon: Minus, className: 'text-text-3' },
];

interface Props {
  item: WorklistItem;
  initial: OrderClass;
  onClose: () => void;
  onChanged: (item: WorklistItem) => void;
  onConflict: () => void;
}

function ClassChoice({ value, onChange }: { value: OrderClass; onChange: (value: OrderClass) => void }) {
  return (
    <RadioGroup.Root
      value={value}
      onValueChange={(next) => onChange(next as OrderClass)}
      aria-label={t('worklist.priority.class')}
      className="grid grid-cols-3 gap-2"
    >
      {classes.map(({ value: option, icon: Icon, className }) => (
        <RadioGroup.Item
          key={option}
          value={option}
          data-testid={`priority-${option}`}
          className="flex h-10 items-center justify-center gap-1.5 rounded-md border border-line-strong bg-surface-0 text-[13px] font-medium data-[state=checked]:border-cyan data-[state=checked]:bg-cyan-soft"
        >
          <Icon size={15} aria-hidden className={className} />
          {t(`order.${option}`)}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** A person sets the order class of the study that the dialog names, and says why. */
export function PriorityDialog({ item, initial, onClose, onChanged, onConflict }: Props) {
  const toast = useToast();
  const [orderClass, setOrderClass] = useState<OrderClass>(initial);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  const fail = (error: unknown): void => {
    setBusy(false);
    if (error instanceof ApiError && error.status === 409) {
      setProblem(t('worklist.priority.conflict'));
      onConflict();
      return;
    }
    setProblem(t('worklist.priority.error', { detail: error instanceof Error ? error.message : '' }));
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim().length < 3) {
      setProblem(t('worklist.priority.reason.short'));
      return;
    }
    setBusy(true);
    prioritise(item, orderClass, reason.trim()).then((changed) => {
      onChanged(changed);
      const name = item.patient.name.trim() || t('patient.unknown');
      toast({ text: t('worklist.priority.done', { name, class: t(`order.${changed.orderClass}`) }) });
      onClose();
    }, fail);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('worklist.priority.title')}
      description={t('worklist.priority.lead')}
      testId="priority-dialog"
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p className="rounded-md bg-surface-2 px-3 py-2">
          <PatientName name={item.patient.name} className="font-medium" />{' '}
          <span className="num text-text-3">{item.patient.id}</span>
          <br />
          <span className="text-text-2">{item.studyDescription ?? item.modalities.join(', ')}</span>
        </p>
        <ClassChoice value={orderClass} onChange={setOrderClass} />
        <Field
          label={t('worklist.priority.reason')}
          hint={t('worklist.priority.reason.hint')}
          error={problem}
          value={reason}
          maxLength={500}
          autoComplete="off"
          autoFocus
          data-testid="priority-reason"
          onChange={(event) => {
            setReason(event.target.value);
            setProblem(undefined);
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={busy} data-testid="priority-submit">
            {t('worklist.priority.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
