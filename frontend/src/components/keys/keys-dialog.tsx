'use client';
import { RotateCcw } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import { allKeyActions, keyActions, type KeyAction } from '@/lib/keys/actions';
import { chosenOf, keyLabel, pressed, rebind, resolveKeys, type Keys, type Rebinding } from '@/lib/keys/keys';
import { useStoredLayout } from '@/lib/layout/use-stored-layout';
import { labelOf } from './keys-help';

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

const nameOf = (action: KeyAction): string => t(keyActions[action].text);

const namesOf = (actions: readonly KeyAction[]): string =>
  new Intl.ListFormat('en').format(actions.map((one) => `“${nameOf(one)}”`));

/** A key that was asked for and is not the action's yet. */
interface Asked {
  action: KeyAction;
  key: string;
  answer: Exclude<Rebinding, { kind: 'done' }>;
}

function wordsOf({ action, key, answer }: Asked, keys: Keys): string {
  const label = keyLabel(key);
  if (answer.kind === 'swap') return t('keys.swap', { key: label, others: namesOf(answer.others) });
  if (answer.why !== 'taken') return t(`keys.refused.${answer.why}`, { key: label });
  const former = labelOf(keys, action);
  return t('keys.refused.taken', { key: label, others: namesOf(answer.others), former });
}

/** The keys of the reader, changed at once; what becomes of a key that is taken is asked. */
function useRebinding() {
  const { layout, change } = useStoredLayout();
  const keys = resolveKeys(layout.keys);
  const [listening, setListening] = useState<KeyAction | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState('');

  const take = (next: Keys, text: string): void => {
    change({ keys: chosenOf(next) });
    setListening(null);
    setAsked(null);
    setSaid(text);
  };
  const give = (action: KeyAction, key: string): void => {
    const answer = rebind(keys, action, key);
    if (answer.kind === 'done')
      return take(answer.keys, t('keys.done', { action: nameOf(action), key: labelOf(answer.keys, action) }));
    if (answer.kind === 'swap') setListening(null);
    setAsked({ action, key, answer });
  };
  const listen = (action: KeyAction | null): void => {
    setListening(action);
    setAsked(null);
    setSaid('');
  };
  return {
    keys,
    changed: Object.keys(layout.keys).length > 0,
    listening,
    asked,
    said,
    listen,
    drop: () => setAsked(null),
    give,
    swap: () => {
      if (asked?.answer.kind !== 'swap') return;
      const { action, answer } = asked;
      const swapped = [action, ...answer.others].map((one) =>
        t('keys.done', { action: nameOf(one), key: labelOf(answer.keys, one) }),
      );
      take(answer.keys, swapped.join(' '));
    },
    resetAll: () => take(resolveKeys({}), t('keys.resetAll.done')),
  };
}

interface RowProps {
  action: KeyAction;
  rebinding: ReturnType<typeof useRebinding>;
}

function KeyButton({ action, rebinding }: RowProps) {
  const { keys, listening, listen, give } = rebinding;
  const isListening = listening === action;
  /** A space that was taken as the new key is no click. */
  const taken = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isListening || event.key === 'Tab' || MODIFIERS.has(event.key)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.key === 'Escape') return listen(null);
    taken.current = event.key === ' ';
    give(action, pressed(event));
  };
  return (
    <button
      type="button"
      data-testid={`key-${action}`}
      aria-label={t(isListening ? 'keys.press.of' : 'keys.change', {
        action: nameOf(action),
        key: labelOf(keys, action),
      })}
      onClick={() => listen(isListening ? null : action)}
      onBlur={() => isListening && listen(null)}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (taken.current) event.preventDefault();
        taken.current = false;
      }}
      className={`h-7 w-32 shrink-0 rounded-md border px-2 text-[12px] ${
        isListening
          ? 'border-cyan bg-cyan-soft text-cyan'
          : 'border-line-strong bg-surface-2 font-mono hover:bg-surface-3'
      }`}
    >
      {isListening ? t('keys.press') : labelOf(keys, action)}
    </button>
  );
}

function KeyRow({ action, rebinding }: RowProps) {
  const { keys, asked, give, swap, drop } = rebinding;
  const mine = asked?.action === action ? asked : null;
  const own = keyActions[action].key;
  return (
    <li className="flex flex-col gap-1 border-b border-line/60 py-1 last:border-b-0">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 text-[13px]">{nameOf(action)}</span>
        {keys[action] !== own && (
          <IconButton
            label={t('keys.reset', { action: nameOf(action), key: keyLabel(own) })}
            onClick={() => give(action, own)}
            data-testid={`reset-${action}`}
          >
            <RotateCcw size={13} aria-hidden />
          </IconButton>
        )}
        <KeyButton action={action} rebinding={rebinding} />
      </div>
      {mine && (
        <div role="alert" data-testid="key-problem" className="flex flex-wrap items-center justify-end gap-2">
          <p className="min-w-0 text-[12px] text-amber">{wordsOf(mine, keys)}</p>
          {mine.answer.kind === 'swap' && (
            <>
              <Button size="sm" variant="primary" autoFocus onClick={swap} data-testid="swap-keys">
                {t('keys.swap.submit')}
              </Button>
              <Button size="sm" onClick={drop}>
                {t('common.cancel')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** What each key does, to be changed by pressing another. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const rebinding = useRebinding();
  const { listening, said, changed, resetAll } = rebinding;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      onEscapeKeyDown={(event) => listening !== null && event.preventDefault()}
      title={t('keys.title')}
      description={t('keys.lead')}
      testId="keys-dialog"
      form
    >
      <ul>
        {allKeyActions.map((action) => (
          <KeyRow key={action} action={action} rebinding={rebinding} />
        ))}
      </ul>
      <div className="mt-3 flex min-h-8 items-center gap-3">
        <p role="status" className="min-w-0 flex-1 text-[12px] text-text-2" data-testid="keys-said">
          {said}
        </p>
        <Button disabled={!changed} onClick={resetAll} data-testid="reset-keys">
          {t('keys.resetAll')}
        </Button>
      </div>
    </Dialog>
  );
}
