import type { Metadata } from 'next';
import { LoginScreen } from '@/features/session';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  return <LoginScreen next={typeof next === 'string' ? next : null} />;
}
