'use client';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { ChevronDown, Keyboard, LogOut } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useKeysDialog } from '@/components/keys/keys-provider';
import { OpenMenu } from '@/components/ui/open-menu';
import { command } from '@/lib/api/http';
import { places } from '@/lib/auth/navigation';
import { useSession } from '@/lib/auth/session';
import { useCriticalCount } from '@/lib/critical/use-critical-count';
import { t } from '@/lib/i18n';
import { forgetSeen } from '@/lib/opening/seen';
import { CriticalMark, criticalWords } from './critical-mark';
import { placeLooks } from './rail';

const itemClass =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 text-[13px] text-text-1 outline-none data-[highlighted]:bg-surface-3';

export function UserMenu() {
  const session = useSession();
  const client = useQueryClient();
  const critical = useCriticalCount();
  const { open: openKeys } = useKeysDialog();
  const signOut = (): void => {
    void command('/api/v1/session', { method: 'DELETE' })
      .catch(() => undefined)
      .then(() => {
        client.clear();
        forgetSeen();
        window.location.assign('/login');
      });
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        data-testid="user-menu"
        aria-label={`${t('user.menu')}: ${session.displayName}`}
        className="inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 text-[12px] text-text-2 hover:bg-surface-2 hover:text-text-1"
      >
        <bdi className="max-w-40 truncate max-sm:hidden">{session.displayName}</bdi>
        <span className="flex size-5 items-center justify-center rounded-full bg-surface-3 text-[10.5px] font-semibold text-text-1 sm:hidden">
          {[...session.displayName][0] ?? '?'}
        </span>
        <ChevronDown size={13} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-56 rounded-lg border border-line-strong bg-surface-2 p-1 shadow-xl shadow-black/50"
        >
          <OpenMenu />
          <div className="px-2 py-1.5">
            <p className="truncate font-medium">
              <bdi>{session.displayName}</bdi>
            </p>
            <p className="truncate text-[12px] text-text-3">
              {t(`user.role.${session.role}`)}
              {session.email !== null && ` · ${session.email}`}
            </p>
          </div>
          <DropdownMenu.Separator className="my-1 h-px bg-line-strong" />
          {places
            .filter((place) => session.actions.includes(place.action))
            .map(({ path }) => {
              const { icon: Icon, text } = placeLooks[path];
              return (
                <DropdownMenu.Item key={path} asChild className={`${itemClass} sm:hidden`}>
                  <Link href={path}>
                    <Icon size={15} aria-hidden className="text-text-3" />
                    {path === '/critical' ? criticalWords(critical) : t(text)}
                    {path === '/critical' && <CriticalMark count={critical} />}
                  </Link>
                </DropdownMenu.Item>
              );
            })}
          {session.actions.includes('view.write') && (
            <DropdownMenu.Item onSelect={openKeys} data-testid="open-keys" className={itemClass}>
              <Keyboard size={15} aria-hidden className="text-text-3" /> {t('keys.menu')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item onSelect={signOut} data-testid="sign-out" className={itemClass}>
            <LogOut size={15} aria-hidden className="text-text-3" /> {t('user.signOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
