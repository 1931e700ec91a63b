import {
  contactInputSchema,
  criticalFindingSchema,
  criticalSettingsChangeSchema,
  type ContactInput,
  type CriticalFinding,
  type CriticalSettings,
  type CriticalSettingsChange,
  type CriticalSteps,
} from '@firstread/contract';
import { fold } from '@/lib/format/text';
import { targetsOf } from '@/lib/form/message-targets';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { numberOf } from '@/lib/form/values';

export const STEPS = ['section', 'onCall', 'head'] as const satisfies readonly (keyof CriticalSteps)[];
export const LEVELS = ['red', 'orange', 'yellow'] as const;

/** The time limits and the escalation that a form describes; the catalogue stays as it is. */
export function readSettings(form: FormData, settings: CriticalSettings): Checked<CriticalSettingsChange> {
  const step = (name: (typeof STEPS)[number]) => ({
    percent: numberOf(form, `steps.${name}.percent`),
    targets: targetsOf(form, `steps.${name}.targets`),
  });
  const minutes = (level: (typeof LEVELS)[number]): number => numberOf(form, `minutes.${level}`);
  return check(criticalSettingsChangeSchema, {
    minutes: { red: minutes('red'), orange: minutes('orange'), yellow: minutes('yellow') },
    findings: settings.findings,
    steps: { section: step('section'), onCall: step('onCall'), head: step('head') },
    expectedVersion: settings.version,
  });
}

/** A code for a new finding, of its words; another where it is taken. */
export function codeFor(label: string, taken: readonly CriticalFinding[]): string {
  const words = fold(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 56);
  const code = words.length < 2 ? 'finding' : words;
  const has = (one: string): boolean => taken.some((finding) => finding.code === one);
  let free = code;
  for (let next = 2; has(free); next++) free = `${code}-${next}`;
  return free;
}

/** The finding that a form describes; null as it was not there before. */
export function readFinding(
  form: FormData,
  before: CriticalFinding | null,
  all: readonly CriticalFinding[],
): Checked<CriticalFinding> {
  const label = textOf(form, 'label');
  const minutes = textOf(form, 'minutes').trim();
  const [scheme, value] = [textOf(form, 'scheme').trim(), textOf(form, 'value').trim()];
  return check(criticalFindingSchema, {
    code: before?.code ?? codeFor(label, all),
    label,
    level: textOf(form, 'level'),
    minutes: minutes === '' ? null : Number(minutes),
    concept:
      scheme === '' && value === ''
        ? null
        : { scheme, value, meaning: textOf(form, 'meaning').trim() || label.trim().slice(0, 64) },
  });
}

/** The contact that a form describes. */
export function readContact(form: FormData, id: string): Checked<ContactInput> {
  const fields = ['name', 'role', 'location', 'phone', 'email'] as const;
  return check(contactInputSchema, {
    id,
    ...Object.fromEntries(fields.map((field) => [field, textOf(form, field).trim()])),
  });
}

/** The list with the record in its place, or at the end where it is new. */
export function withRecord<T>(all: readonly T[], record: T, same: (one: T) => boolean): T[] {
  return all.some(same) ? all.map((one) => (same(one) ? record : one)) : [...all, record];
}
