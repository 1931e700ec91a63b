import { t } from '@/lib/i18n';
import { keyActions, type KeyAction } from '@/lib/keys/actions';
import { keyLabel, type Keys } from '@/lib/keys/keys';

export interface KeyHelp {
  keys: readonly string[];
  text: string;
}

export function labelOf(keys: Keys, action: KeyAction): string {
  const key = keys[action];
  return key === null ? t('keys.none') : keyLabel(key);
}

/** What each of the actions is done with, for the help of a page. */
export function helpOf(keys: Keys, actions: readonly KeyAction[]): KeyHelp[] {
  return actions.map((action) => ({ keys: [labelOf(keys, action)], text: t(keyActions[action].text) }));
}
