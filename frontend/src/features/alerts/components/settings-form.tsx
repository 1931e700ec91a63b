'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { AlertSettings } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Field, TextAreaField } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { saveSettings, settingsKey } from '../api/alerts';
import { targetText } from '@/lib/form/message-targets';
import { LEVELS, readSettings } from '../model/settings-form';

const SECRET_BYTES = 32;

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

function Level({
  level,
  settings,
  problems,
}: {
  level: (typeof LEVELS)[number];
  settings: AlertSettings;
  problems: Problems;
}) {
  const { afterMinutes, targets } = settings.steps[level];
  const wrong = Object.entries(problems).find(([field]) => field.startsWith(`steps.${level}.targets`));
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface-1 p-3">
      <legend className="px-1 text-[13px] font-semibold">{t(`alertSettings.${level}`)}</legend>
      <Field
        label={t('alertSettings.after')}
        name={`steps.${level}.afterMinutes`}
        inputMode="numeric"
        defaultValue={afterMinutes}
        error={problems[`steps.${level}.afterMinutes`]}
      />
      <TextAreaField
        label={t('alertSettings.targets')}
        hint={t('alertSettings.targets.hint')}
        name={`steps.${level}.targets`}
        defaultValue={targets.map(targetText).join('\n')}
        error={wrong?.[1]}
      />
    </fieldset>
  );
}

function Secret({ set, error }: { set: boolean; error: string | undefined }) {
  const input = useRef<HTMLDivElement>(null);
  const make = (): void => {
    const field = input.current?.querySelector('input');
    if (field) field.value = newSecret();
  };
  return (
    <div ref={input} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label={t('alertSettings.secret')}
          hint={t(set ? 'alertSettings.secret.set' : 'alertSettings.secret.none')}
          name="webhookSecret"
          error={error}
        />
      </div>
      <Button onClick={make} className="mb-7">
        {t('alertSettings.secret.make')}
      </Button>
    </div>
  );
}

export function SettingsForm({ settings }: { settings: AlertSettings }) {
  const client = useQueryClient();
  const toast = useToast();
  const [problems, setProblems] = useState<Problems>({});
  const saving = useMutation({
    mutationFn: saveSettings,
    onSuccess: (saved) => {
      client.setQueryData(settingsKey, saved);
      toast({ text: t('alertSettings.saved') });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const checked = readSettings(new FormData(event.currentTarget), settings.version);
    setProblems('problems' in checked ? checked.problems : {});
    if ('input' in checked) saving.mutate(checked.input);
  };
  const general = problems['steps'] ?? (saving.isError ? errorText(saving.error) : undefined);
  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-3">
        {LEVELS.map((level) => (
          <Level key={level} level={level} settings={settings} problems={problems} />
        ))}
      </div>
      <Secret set={settings.webhookSecretSet} error={problems['webhookSecret']} />
      {general !== undefined && (
        <p role="alert" className="text-[12px] text-amber">
          {general}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={saving.isPending} data-testid="alert-settings-save">
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
