'use client';
import type { SeenStudy } from '@firstread/contract';
import Link from 'next/link';
import type { ComponentProps, MouseEvent } from 'react';
import { forgetSeen, rememberSeen } from '@/lib/opening/seen';

interface Props extends Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> {
  studyUid: string;
  /** What the page shows of it here; null where it does not know whose it is. */
  seen: SeenStudy | null;
  /** What the page of the study is asked for, with its question mark. */
  search?: string;
}

/** Opens a study. The page of the study knows what was seen here, also in a tab of its own. */
export function StudyLink({ studyUid, seen, search = '', onClick, ...rest }: Props) {
  const href = `/studies/${studyUid}${search}`;
  const remember = (): void => (seen ? rememberSeen(studyUid, seen) : forgetSeen());
  const inOwnTab = (event: MouseEvent<HTMLAnchorElement>): void => {
    // Opened by the browser itself, a tab would not have what this one remembers.
    event.preventDefault();
    window.open(href, '_blank');
  };
  const open = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented) return;
    remember();
    if (event.ctrlKey || event.metaKey || event.shiftKey) inOwnTab(event);
  };
  const openAside = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.button !== 1) return;
    remember();
    inOwnTab(event);
  };
  return <Link {...rest} href={href} prefetch={false} onClick={open} onAuxClick={openAside} />;
}
