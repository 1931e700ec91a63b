'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { loginSchema, type Session } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { ApiError } from '@/lib/api/problem';
import { homeOf, safeNext } from '@/lib/auth/navigation';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { fetchSetup, signIn } from '../api/session';
import { AuthCard, FormError } from './auth-card';

function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 401) return t('login.failed');
    if (error.status === 429) return t('login.limited');
    if (error.status === 0) return t('error.network');
    return t('login.error', { detail: error.message });
  }
  return t('error.body');
}

function useSetupRequired(): boolean {
  const setup = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => fetchSetup(signal), retry: false });
  return setup.data?.required === true;
}

interface Fields {
  email?: string | undefined;
  password?: string | undefined;
}

function check(email: string, password: string): Fields | null {
  if (loginSchema.safeParse({ email, password }).success) return null;
  return {
    email: email === '' ? t('form.required') : /.+@.+\..+/.test(email) ? undefined : t('form.email'),
    password: password === '' ? t('form.required') : undefined,
  };
}

export function LoginScreen({ next }: { next: string | null }) {
  const setupRequired = useSetupRequired();
  const [problems, setProblems] = useState<Fields | null>(null);
  const login = useMutation({
    mutationFn: signIn,
    // A full load: the page starts clean, as the person who has just signed in.
    onSuccess: (session: Session) => window.location.assign(safeNext(next) ?? homeOf(session) ?? '/worklist'),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => textOf(form, name);
    const email = text('email').trim();
    const password = text('password');
    const found = check(email, password);
    setProblems(found);
    if (!found) login.mutate({ email, password });
  };
  return (
    <AuthCard title={t('login.title')} lead={t('login.lead')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4" data-testid="login-form">
        {setupRequired && (
          <p className="rounded-md border border-cyan-line bg-cyan-soft px-3 py-2 text-[12px]">
            {t('login.setup')}{' '}
            <Link href="/setup" className="font-medium text-cyan underline underline-offset-2">
              {t('login.setup.link')}
            </Link>
          </p>
        )}
        {next !== null && !login.isError && !setupRequired && (
          <p className="text-[12px] text-text-2">{t('login.signedOut')}</p>
        )}
        {login.isError && <FormError>{errorText(login.error)}</FormError>}
        <Field
          label={t('login.email')}
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          error={problems?.email}
        />
        <Field
          label={t('login.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          error={problems?.password}
        />
        <Button type="submit" variant="primary" className="h-9" disabled={login.isPending || login.isSuccess}>
          {login.isPending || login.isSuccess ? t('login.busy') : t('login.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
