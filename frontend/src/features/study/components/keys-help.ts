import { helpOf, type KeyHelp } from '@/components/keys/keys-help';
import { t } from '@/lib/i18n';
import { allKeyActions, keyActions } from '@/lib/keys/actions';
import type { Keys } from '@/lib/keys/keys';

const viewer: readonly KeyHelp[] = [
  { keys: ['↓', '↑', 'j', 'k'], text: t('study.key.scroll') },
  { keys: ['PgDn', 'PgUp'], text: t('study.key.page') },
  { keys: ['Home', 'End'], text: t('study.key.ends') },
  { keys: ['W', 'Shift W', 'L', 'Shift L'], text: t('study.key.window') },
  { keys: ['1', '…', '9'], text: t('study.key.presets') },
  { keys: ['+', '−'], text: t('study.key.zoom') },
  { keys: ['Shift ←↑→↓'], text: t('study.key.pan') },
  { keys: ['I'], text: t('study.key.invert') },
  { keys: ['P'], text: t('study.key.rotate') },
  { keys: ['Space'], text: t('study.key.cine') },
  { keys: ['F'], text: t('study.key.fit') },
  { keys: ['0'], text: t('study.key.reset') },
  { keys: ['D'], text: t('study.tool.length') },
  { keys: ['S'], text: t('study.tool.angle') },
  { keys: ['E'], text: t('study.tool.ellipse') },
  { keys: ['Q'], text: t('study.tool.rectangle') },
  { keys: ['V'], text: t('study.key.pointer') },
  { keys: ['Del'], text: t('study.key.removeMeasurement') },
  { keys: ['O'], text: t('study.key.overlay') },
  { keys: ['T'], text: t('study.key.layout') },
  { keys: ['.', ','], text: t('study.key.place') },
  { keys: ['B'], text: t('study.key.compare') },
  { keys: ['Y'], text: t('study.key.link') },
  { keys: ['U'], text: t('study.key.mpr') },
  { keys: ['→', '←'], text: t('study.key.series') },
  { keys: ['[', ']'], text: t('study.key.panels') },
];

export function studyKeysHelp(keys: Keys): KeyHelp[] {
  const actions = allKeyActions.filter((action) => keyActions[action].pages.some((page) => page === 'study'));
  return [...viewer, ...helpOf(keys, actions), { keys: ['Esc'], text: t('study.key.back') }];
}
