import { helpOf, labelOf, type KeyHelp } from '@/components/keys/keys-help';
import { t } from '@/lib/i18n';
import { allKeyActions } from '@/lib/keys/actions';
import type { Keys } from '@/lib/keys/keys';

export function worklistKeysHelp(keys: Keys): KeyHelp[] {
  const others = allKeyActions.filter((action) => action !== 'down' && action !== 'up');
  return [
    { keys: [labelOf(keys, 'down'), labelOf(keys, 'up'), '↓', '↑'], text: t('worklist.key.move') },
    { keys: ['PgDn', 'PgUp'], text: t('worklist.key.page') },
    { keys: ['Home', 'End'], text: t('worklist.key.ends') },
    { keys: ['Enter'], text: t('worklist.key.open') },
    ...helpOf(keys, others),
    { keys: ['Esc'], text: t('worklist.key.escape') },
  ];
}
