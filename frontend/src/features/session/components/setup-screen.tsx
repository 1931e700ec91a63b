'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { setupSchema, type Setup } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { ApiError } from '@/lib/api/problem';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { fetchSetup, setUp } from '../api/session';
import { AuthCard, FormError } from './auth-card';

type Problems = Partial<Record<keyof Setup, string>>;

function textFor(field: keyof Setup, value: string): string {
  if (value === '') return t('form.required');
  if (field === 'email') return t('form.email');
  if (field === 'password') return t('setup.password.hint');
  return t('form.invalid');
}

function read(form: HTMLFormElement): Setup {
  const data = new FormData(form);
  const text = (name: keyof Setup): string => textOf(data, name);
  return {
    token: text('token').trim(),
    siteName: text('siteName').trim(),
    timeZone: text('timeZone').trim(),
    displayName: text('displayName').trim(),
    email: text('email').trim(),
    password: text('password'),
  };
}

function check(values: Setup): Problems {
  const parsed = setupSchema.safeParse(values);
  if (parsed.success) return {};
  const problems: Problems = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as keyof Setup;
    problems[field] ??= textFor(field, values[field]);
  }
  return problems;
}

function SetupForm() {
  const [problems, setProblems] = useState<Problems>({});
  const setup = useMutation({ mutationFn: setUp, onSuccess: () => window.location.assign('/login') });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = read(event.currentTarget);
    const found = check(values);
    setProblems(found);
    if (Object.keys(found).length === 0) setup.mutate(values);
  };
  const detail =
    setup.error instanceof ApiError && setup.error.status !== 0 ? setup.error.message : t('error.network');
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4" data-testid="setup-form">
      {setup.isError && <FormError>{t('setup.error', { detail })}</FormError>}
      <Field
        label={t('setup.token')}
        hint={t('setup.token.hint')}
        name="token"
        autoComplete="off"
        autoFocus
        error={problems.token}
      />
      <Field label={t('setup.site')} name="siteName" autoComplete="organization" error={problems.siteName} />
      <Field
        label={t('setup.zone')}
        hint={t('setup.zone.hint')}
        name="timeZone"
        defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
        error={problems.timeZone}
      />
      <Field label={t('setup.name')} name="displayName" autoComplete="name" error={problems.displayName} />
      <Field
        label={t('login.email')}
        name="email"
        type="email"
        autoComplete="username"
        error={problems.email}
      />
      <Field
        label={t('login.password')}
        hint={t('setup.password.hint')}
        name="password"
        type="password"
        autoComplete="new-password"
        error={problems.password}
      />
      <Button type="submit" variant="primary" className="h-9" disabled={setup.isPending || setup.isSuccess}>
        {t('setup.submit')}
      </Button>
    </form>
  );
}

/** The first administrator of a production installation. */
export function SetupScreen() {
  const state = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => fetchSetup(signal), retry: false });
  if (state.data && !state.data.required) {
    return (
      <AuthCard title={t('setup.done.title')} lead={t('setup.done.body')}>
        <Link href="/login" className="text-cyan underline underline-offset-2">
          {t('login.title')}
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('setup.title')} lead={t('setup.lead')}>
      <SetupForm />
    </AuthCard>
  );
}
