'use client';
import { BookmarkPlus, Ellipsis, Users } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type View, type ViewCounts } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { OpenMenu } from '@/components/ui/open-menu';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { nameOf } from '../model/view-name';

export type ViewAction = 'save' | 'update' | 'rename' | 'delete';

interface Props {
  views: readonly View[];
  counts: ViewCounts | undefined;
  current: View | undefined;
  /** Whether filter, sort or columns on the page are others than the view's. */
  modified: boolean;
  onChoose: (id: string) => void;
  onAction: (action: ViewAction) => void;
}

function Tab({
  view,
  counts,
  current,
  onChoose,
}: Pick<Props, 'counts' | 'onChoose'> & { view: View; current: boolean }) {
  const count = counts?.counts[view.id];
  return (
    <li className="shrink-0">
      <button
        type="button"
        data-testid="view-tab"
        data-view={view.id}
        aria-current={current || undefined}
        onClick={() => onChoose(view.id)}
        className={`flex h-8 items-center gap-1.5 border-b-2 -outline-offset-2 px-2.5 text-[12px] whitespace-nowrap transition-colors duration-100 ${
          current
            ? 'border-cyan font-medium text-text-1'
            : 'border-transparent text-text-2 hover:bg-surface-2 hover:text-text-1'
        }`}
      >
        {view.scope === 'shared' && (
          <Users size={12} className="text-text-3" role="img" aria-label={t('worklist.view.shared')} />
        )}
        <bdi className="max-w-48 truncate">{nameOf(view)}</bdi>
        {count && (
          <span
            className={`tabular ${view.id === 'stat' && count.stat > 0 ? 'font-medium text-red' : 'text-text-3'}`}
            data-testid="view-unread"
          >
            {count.unread}
          </span>
        )}
        {count && count.stat > 0 && view.id !== 'stat' && (
          <span
            className="tabular rounded-sm bg-red-soft px-1 text-[11px] leading-4 font-medium text-red"
            data-testid="view-stat"
          >
            {t('worklist.stat', { count: count.stat })}
          </span>
        )}
      </button>
    </li>
  );
}

const itemClass =
  'flex h-8 cursor-default items-center rounded px-2 text-[13px] text-text-1 outline-none data-[highlighted]:bg-surface-3';

/** What can be done to a view that somebody made. */
function ViewMenu({ onAction }: Pick<Props, 'onAction'>) {
  const entry = (action: ViewAction, text: string) => (
    <DropdownMenu.Item className={itemClass} onSelect={() => onAction(action)}>
      {text}
    </DropdownMenu.Item>
  );
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={t('worklist.view.menu')}
        data-testid="view-menu"
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-text-2 hover:bg-surface-3 hover:text-text-1"
      >
        <Ellipsis size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 min-w-44 rounded-lg border border-line-strong bg-surface-2 p-1 shadow-xl shadow-black/50"
        >
          <OpenMenu />
          {entry('update', t('worklist.view.update'))}
          {entry('rename', t('worklist.view.rename'))}
          {entry('delete', t('worklist.view.delete'))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The views of the worklist, each with its unread studies and the STAT ones among them. */
export function ViewTabs({ views, counts, current, modified, onChoose, onAction }: Props) {
  const mayWrite = useMay('view.write');
  const mayShare = useMay('view.share');
  const mayChange = mayWrite && (current?.scope === 'own' || (current?.scope === 'shared' && mayShare));
  return (
    <nav aria-label={t('worklist.views')} className="flex min-w-0 flex-1 items-center gap-1">
      <ul className="flex min-w-0 overflow-x-auto [scrollbar-width:none]">
        {views.map((view) => (
          <Tab
            key={view.id}
            view={view}
            counts={counts}
            current={view.id === current?.id}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {mayChange && <ViewMenu onAction={onAction} />}
      {modified && mayWrite && (
        <Button size="sm" variant="ghost" onClick={() => onAction('save')} data-testid="save-view">
          <BookmarkPlus size={13} aria-hidden /> {t('worklist.view.save')}
        </Button>
      )}
    </nav>
  );
}
