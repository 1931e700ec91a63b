'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useSession } from '@/lib/auth/session';
import { adminPages } from './admin-frame';
import { NoRights } from './no-rights';

/** Goes on to the first page of administration that this role may open. */
export function AdminHome() {
  const { actions } = useSession();
  const router = useRouter();
  const first = adminPages.find((page) => actions.includes(page.action))?.path;
  useEffect(() => {
    if (first !== undefined) router.replace(first);
  }, [first, router]);
  return first === undefined ? <NoRights /> : null;
}
