import type { MessageKey } from '../i18n';

/** Where a key works: on the worklist, in a study, or on both. */
export type KeyPage = 'list' | 'study';

interface Action {
  /** As typed, in lower case. */
  key: string;
  pages: readonly KeyPage[];
  text: MessageKey;
}

const list = ['list'] as const;
const both = ['list', 'study'] as const;

/** What a reader does with one key, and its key where they chose no other. None does at once what cannot be undone. */
export const keyActions = {
  down: { key: 'j', pages: list, text: 'worklist.key.down' },
  up: { key: 'k', pages: list, text: 'worklist.key.up' },
  peek: { key: ' ', pages: list, text: 'worklist.key.peek' },
  apply: { key: 'r', pages: list, text: 'worklist.key.apply' },
  priority: { key: 'p', pages: list, text: 'worklist.key.priority' },
  stat: { key: 's', pages: list, text: 'worklist.key.stat' },
  urgent: { key: 'u', pages: list, text: 'worklist.key.urgent' },
  claim: { key: 'c', pages: both, text: 'worklist.key.claim' },
  next: { key: 'n', pages: both, text: 'next.key' },
  skip: { key: 'x', pages: both, text: 'skip.key' },
  handOver: { key: 'h', pages: both, text: 'handOver.key' },
  hold: { key: 'w', pages: list, text: 'hold.key' },
  read: { key: 'm', pages: list, text: 'worklist.key.read' },
  undo: { key: 'z', pages: both, text: 'worklist.key.undo' },
  filter: { key: '/', pages: list, text: 'worklist.key.filter' },
  readingOrder: { key: 'o', pages: list, text: 'worklist.key.readingOrder' },
  secondList: { key: '\\', pages: list, text: 'worklist.key.secondList' },
  report: { key: 'r', pages: ['study'], text: 'report.key' },
  critical: { key: '!', pages: ['study'], text: 'critical.key' },
  alerts: { key: 'a', pages: both, text: 'alerts.key' },
  help: { key: '?', pages: both, text: 'worklist.key.help' },
} as const satisfies Readonly<Record<string, Action>>;

export type KeyAction = keyof typeof keyActions;
export const allKeyActions = Object.keys(keyActions) as KeyAction[];

/** Keys of the viewer, which are the same for every reader. */
export const viewerKeys: ReadonlySet<string> = new Set([...'jkwl+=-ifo[]0123456789 bdepqstuvy,.']);
