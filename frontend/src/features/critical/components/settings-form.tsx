'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { CriticalSettings } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Field, TextAreaField } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { targetText } from '@/lib/form/message-targets';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { saveSettings, settingsKey } from '../api/critical';
import { LEVELS, readSettings, STEPS } from '../model/settings-form';

const boxClass = 'flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface-1 p-3';

interface PartProps {
  settings: CriticalSettings;
  problems: Problems;
}

function Minutes({ settings, problems }: PartProps) {
  return (
    <fieldset className={boxClass}>
      <legend className="px-1 text-[13px] font-semibold">{t('criticalSettings.minutes')}</legend>
      {LEVELS.map((level) => (
        <Field
          key={level}
          label={t('criticalSettings.minutes.of', { level: t(`critical.level.${level}`) })}
          name={`minutes.${level}`}
          inputMode="numeric"
          defaultValue={settings.minutes[level]}
          error={problems[`minutes.${level}`]}
        />
      ))}
    </fieldset>
  );
}

function Step({ step, settings, problems }: PartProps & { step: (typeof STEPS)[number] }) {
  const { percent, targets } = settings.steps[step];
  const wrong = Object.entries(problems).find(([field]) => field.startsWith(`steps.${step}.targets`));
  return (
    <fieldset className={boxClass}>
      <legend className="px-1 text-[13px] font-semibold">{t(`alertSettings.${step}`)}</legend>
      <Field
        label={t('criticalSettings.percent')}
        name={`steps.${step}.percent`}
        inputMode="numeric"
        defaultValue={percent}
        error={problems[`steps.${step}.percent`]}
      />
      <TextAreaField
        label={t('alertSettings.targets')}
        hint={t('alertSettings.targets.hint')}
        name={`steps.${step}.targets`}
        rows={5}
        defaultValue={targets.map(targetText).join('\n')}
        error={wrong?.[1]}
      />
    </fieldset>
  );
}

/** How soon somebody must have received it, and who is told where nobody has. */
export function SettingsForm({ settings }: { settings: CriticalSettings }) {
  const client = useQueryClient();
  const toast = useToast();
  const [problems, setProblems] = useState<Problems>({});
  const saving = useMutation({
    mutationFn: saveSettings,
    onSuccess: (saved) => {
      client.setQueryData(settingsKey, saved);
      toast({ text: t('criticalSettings.saved') });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const checked = readSettings(new FormData(event.currentTarget), settings);
    setProblems('problems' in checked ? checked.problems : {});
    if ('input' in checked) saving.mutate(checked.input);
  };
  const general = problems['steps'] ?? (saving.isError ? errorText(saving.error) : undefined);
  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        <Minutes settings={settings} problems={problems} />
        {STEPS.map((step) => (
          <Step key={step} step={step} settings={settings} problems={problems} />
        ))}
      </div>
      {general !== undefined && (
        <p role="alert" className="text-[12px] text-amber">
          {general}
        </p>
      )}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={saving.isPending}
          data-testid="critical-settings-save"
        >
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
