import {
  alertSettingsChangeSchema,
  type AlertSettingsChange,
  type AlertSteps,
  type MessageTarget,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { numberOf } from '@/lib/form/values';

export const LEVELS = ['section', 'onCall', 'head'] as const satisfies readonly (keyof AlertSteps)[];

export function targetText(target: MessageTarget): string {
  return target.kind === 'email' ? target.address : target.url;
}

/** Each line is an address of mail, or of a webhook where it has a scheme. */
function targetsOf(form: FormData, name: string): MessageTarget[] {
  return textOf(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) =>
      line.includes('://') ? { kind: 'webhook', url: line } : { kind: 'email', address: line },
    );
}

/** The settings that a form describes. */
export function readSettings(form: FormData, expectedVersion: number): Checked<AlertSettingsChange> {
  const step = (level: (typeof LEVELS)[number]) => ({
    afterMinutes: numberOf(form, `steps.${level}.afterMinutes`),
    targets: targetsOf(form, `steps.${level}.targets`),
  });
  const secret = textOf(form, 'webhookSecret').trim();
  return check(alertSettingsChangeSchema, {
    steps: { section: step('section'), onCall: step('onCall'), head: step('head') },
    ...(secret === '' ? {} : { webhookSecret: secret }),
    expectedVersion,
  });
}
