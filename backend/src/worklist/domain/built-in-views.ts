import type { View, WorklistFilter } from '@firstread/contract';

const filters: readonly [id: string, name: string, filter: WorklistFilter][] = [
  ['all', 'All unread', {}],
  ['stat', 'STAT', { bands: [0], orderClasses: ['stat'] }],
  ['overdue', 'Overdue', { overdue: true }],
  ['suspected', 'AI suspicion', { aiSuspected: true }],
  ['mine', 'Mine', { holder: 'me' }],
  ['onHold', 'On hold', { onHold: true }],
];

/** Views that everybody has and nobody can change. The first is what a reader sees who has chosen none. */
export const builtInViews: readonly View[] = filters.map(([id, name, filter]) => ({
  id,
  name,
  filter,
  sort: [],
  columns: null,
  scope: 'builtIn',
}));
