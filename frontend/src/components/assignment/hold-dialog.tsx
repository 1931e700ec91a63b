'use client';
import { holdKindSchema, placeHoldSchema, type PlaceHold, type WorklistItem } from '@firstread/contract';
import { Hourglass } from 'lucide-react';
import { RecordDialog } from '@/components/form/record-dialog';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { formatTime } from '@/lib/format/instant';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { holdChoices, type HoldChoice } from './hold-choices';

interface Props {
  item: WorklistItem;
  hold: (item: WorklistItem, hold: PlaceHold) => Promise<void>;
  onClose: () => void;
  onHeld?: () => void;
}

interface RadiosProps {
  legend: string;
  name: string;
  options: readonly { value: string; text: string; detail?: string }[];
  chosen: string;
  focused?: boolean;
}

function Radios({ legend, name, options, chosen, focused = false }: RadiosProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-[12px] font-medium text-text-2">{legend}</legend>
      <div className="grid grid-cols-2 gap-1 max-sm:grid-cols-1">
        {options.map(({ value, text, detail }) => (
          <label
            key={value}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-md border border-line px-3 text-[13px] hover:bg-surface-2 has-checked:border-cyan has-checked:bg-cyan-soft has-focus-visible:outline-2 has-focus-visible:outline-cyan"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === chosen}
              autoFocus={focused && value === chosen}
              className="accent-cyan"
            />
            <span className="min-w-0 truncate">{text}</span>
            {detail !== undefined && <span className="tabular ml-auto shrink-0 text-text-2">{detail}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const idOf = ({ minutes }: HoldChoice): string => (minutes === null ? 'due' : String(minutes));

function durationWords({ minutes }: HoldChoice): string {
  if (minutes === null) return t('hold.untilDue');
  return minutes < 60 ? t('hold.minutes', { count: minutes }) : t('hold.hours', { count: minutes / 60 });
}

/** Why the study cannot be read yet, and until when it waits. It keeps its place. */
export function HoldDialog({ item, hold, onClose, onHeld }: Props) {
  const now = useNowRounded(1000);
  const zone = useTimeZone();
  const choices = holdChoices(item.dueAt, now);
  const title = t('hold.title', { name: nameOf(item.patient) });
  if (choices.length === 0)
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={title} testId="hold-dialog">
        <StateView icon={<Hourglass size={18} />} title={t('hold.dueSoon')} />
      </Dialog>
    );
  const usual = choices.find(({ minutes }) => minutes === 30) ?? choices[0];
  const read = (form: FormData) =>
    check(placeHoldSchema, {
      kind: textOf(form, 'kind'),
      note: textOf(form, 'note').trim() || undefined,
      until: (choices.find((choice) => idOf(choice) === textOf(form, 'until')) ?? usual)?.until,
    });
  return (
    <RecordDialog
      title={title}
      description={t('hold.lead')}
      testId="hold-dialog"
      submitText={t('hold.submit')}
      read={read}
      save={(placed) => hold(item, placed)}
      onSaved={() => {
        onClose();
        onHeld?.();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Radios
            legend={t('hold.kind')}
            name="kind"
            options={holdKindSchema.options.map((kind) => ({ value: kind, text: t(`hold.kind.${kind}`) }))}
            chosen={holdKindSchema.enum.awaitingPriors}
            focused
          />
          <Radios
            legend={t('hold.until')}
            name="until"
            options={choices.map((choice) => ({
              value: idOf(choice),
              text: durationWords(choice),
              detail: formatTime(choice.until, zone, now),
            }))}
            chosen={usual ? idOf(usual) : ''}
          />
          <Field
            label={t('hold.note')}
            hint={t('hold.note.hint')}
            name="note"
            maxLength={200}
            autoComplete="off"
            error={problems['note']}
          />
        </>
      )}
    </RecordDialog>
  );
}
