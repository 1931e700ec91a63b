import { alertSettingsChangeSchema, type AlertSettingsChange, type AlertSteps } from '@firstread/contract';
import { targetsOf } from '@/lib/form/message-targets';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { numberOf } from '@/lib/form/values';

export const LEVELS = ['section', 'onCall', 'head'] as const satisfies readonly (keyof AlertSteps)[];

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
