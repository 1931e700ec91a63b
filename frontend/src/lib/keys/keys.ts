import { allKeyActions, keyActions, viewerKeys, type KeyAction, type KeyPage } from './actions';

/** The key of each action; null where another action has it and none was chosen instead. */
export type Keys = Readonly<Record<KeyAction, string | null>>;

/** Keys that a reader chose, by what they do. */
export type ChosenKeys = Readonly<Record<string, string>>;

/** A key as it is compared: upper and lower case are one key. */
export function keyOf(typed: string): string {
  return typed.length === 1 ? typed.toLowerCase() : typed;
}

/** What was pressed, by name: with Ctrl, Alt or Cmd it is no single character. */
export function pressed({
  key,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): string {
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Cmd'].filter((one) => one !== false);
  return held.length === 0 ? key : [...held, keyLabel(key)].join('+');
}

/** Whether an action can have the key at all: a single character. Tab, Enter, arrows and the like keep what they do. */
export function isFree(key: string): boolean {
  return key.length === 1 && key >= ' ' && keyOf(key).length === 1;
}

const inStudy = (action: KeyAction): boolean => keyActions[action].pages.some((page) => page === 'study');

/** Whether the viewer has the key, on a page on which the action works. */
export function isViewers(key: string, action: KeyAction): boolean {
  return inStudy(action) && viewerKeys.has(key);
}

/** Two actions that never work on one page can have one key. */
function meet(a: KeyAction, b: KeyAction): boolean {
  const pages: readonly string[] = keyActions[b].pages;
  return keyActions[a].pages.some((page) => pages.includes(page));
}

/** Several where they never work on one page themselves. */
function holdersOf(keys: Partial<Keys>, key: string, action: KeyAction): KeyAction[] {
  return allKeyActions.filter((one) => one !== action && keys[one] === key && meet(one, action));
}

function isHeld(keys: Partial<Keys>, key: string, action: KeyAction): boolean {
  return holdersOf(keys, key, action).length > 0;
}

/**
 * The keys of a reader. What they chose comes first; an action whose own key was given away has none. A choice that
 * cannot be, of an older version or by hand, is as if it were not there.
 */
export function resolveKeys(chosen: ChosenKeys): Keys {
  const keys: Partial<Record<KeyAction, string | null>> = {};
  for (const action of allKeyActions) {
    const key = keyOf(chosen[action] ?? '');
    if (isFree(key) && !isViewers(key, action) && !isHeld(keys, key, action)) keys[action] = key;
  }
  for (const action of allKeyActions) {
    const { key } = keyActions[action];
    if (keys[action] === undefined) keys[action] = isHeld(keys, key, action) ? null : key;
  }
  return keys as Keys;
}

/** What is kept: the keys that are not the action's own. */
export function chosenOf(keys: Keys): ChosenKeys {
  const others = allKeyActions.filter((action) => keys[action] !== keyActions[action].key);
  return Object.fromEntries(others.flatMap((action) => (keys[action] ? [[action, keys[action]]] : [])));
}

/** What giving a key to an action comes to. */
export type Rebinding =
  | { kind: 'done'; keys: Keys }
  /** Others have the key, each on its pages: `keys` are those after they have all taken the former key instead. */
  | { kind: 'swap'; others: readonly KeyAction[]; keys: Keys }
  | { kind: 'refused'; why: 'reserved' | 'viewer' }
  /** Others have the key, of which these cannot take the one that they would get instead. */
  | { kind: 'refused'; why: 'taken'; others: readonly KeyAction[] };

/** Gives an action a key, as it was typed. */
export function rebind(keys: Keys, action: KeyAction, typed: string): Rebinding {
  const key = keyOf(typed);
  if (!isFree(key)) return { kind: 'refused', why: 'reserved' };
  if (isViewers(key, action)) return { kind: 'refused', why: 'viewer' };
  const others = holdersOf(keys, key, action);
  if (others.length === 0) return { kind: 'done', keys: { ...keys, [action]: key } };
  const former = keys[action];
  const swapped = { ...keys, ...Object.fromEntries(others.map((one) => [one, former])), [action]: key };
  const unable = others.filter(
    (one) => former === null || isViewers(former, one) || isHeld(swapped, former, one),
  );
  return unable.length === 0
    ? { kind: 'swap', others, keys: swapped }
    : { kind: 'refused', why: 'taken', others: unable };
}

/** The action that a key does on a page. */
export function actionOf(keys: Keys, typed: string, page: KeyPage): KeyAction | undefined {
  const key = keyOf(typed);
  return allKeyActions.find(
    (action) => keys[action] === key && keyActions[action].pages.some((one) => one === page),
  );
}

/** A key as a page shows it. */
export function keyLabel(key: string): string {
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}
