import type { KeyHelp } from '@/components/ui/help-dialog';
import { t } from '@/lib/i18n';

export const worklistKeysHelp: readonly KeyHelp[] = [
  { keys: ['j', 'k', '↓', '↑'], text: t('worklist.key.move') },
  { keys: ['Home', 'End'], text: t('worklist.key.ends') },
  { keys: ['Enter'], text: t('worklist.key.open') },
  { keys: ['Space'], text: t('worklist.key.peek') },
  { keys: ['R'], text: t('worklist.key.apply') },
  { keys: ['P'], text: t('worklist.key.priority') },
  { keys: ['S'], text: t('worklist.key.stat') },
  { keys: ['U'], text: t('worklist.key.urgent') },
  { keys: ['C'], text: t('worklist.key.claim') },
  { keys: ['N'], text: t('next.key') },
  { keys: ['X'], text: t('skip.key') },
  { keys: ['H'], text: t('handOver.key') },
  { keys: ['W'], text: t('hold.key') },
  { keys: ['M'], text: t('worklist.key.read') },
  { keys: ['Z'], text: t('worklist.key.undo') },
  { keys: ['/'], text: t('worklist.key.filter') },
  { keys: ['O'], text: t('worklist.key.readingOrder') },
  { keys: ['\\'], text: t('worklist.key.secondList') },
  { keys: ['?'], text: t('worklist.key.help') },
  { keys: ['Esc'], text: t('worklist.key.escape') },
];
