import { allKeyActions, keyActions, viewerKeys } from '../keys/actions';
import { actionOf, chosenOf, keyLabel, pressed, rebind, resolveKeys } from '../keys/keys';

const own = resolveKeys({});

describe('the keys of a reader', () => {
  it('are those of the actions where none was chosen, and no two on one page are the same', () => {
    for (const action of allKeyActions) expect(own[action]).toBe(keyActions[action].key);
    for (const page of ['list', 'study'] as const) {
      const keys = allKeyActions.filter((one) => keyActions[one].pages.some((where) => where === page));
      expect(new Set(keys.map((one) => own[one])).size).toBe(keys.length);
      if (page === 'study') for (const one of keys) expect(viewerKeys).not.toContain(own[one]);
    }
    expect(chosenOf(own)).toEqual({});
  });

  it('are what was chosen first; an action whose key was given away has none', () => {
    const keys = resolveKeys({ claim: 'x' });
    expect(keys.claim).toBe('x');
    expect(keys.skip).toBeNull();
    expect(actionOf(keys, 'X', 'list')).toBe('claim');
    expect(chosenOf(keys)).toEqual({ claim: 'x' });
  });

  it('ignore what cannot be: an unknown action, no single character, a key of the viewer, a key twice', () => {
    const keys = resolveKeys({ fly: 'g', claim: 'Enter', next: 'i', apply: 'g', read: 'g', skip: '' });
    expect(keys).toEqual({ ...own, apply: 'g' });
  });

  it('work on the pages of their action alone', () => {
    expect(actionOf(own, 'm', 'list')).toBe('read');
    expect(actionOf(own, 'm', 'study')).toBeUndefined();
    expect(actionOf(own, 'N', 'study')).toBe('next');
    expect(actionOf(own, 'toString', 'list')).toBeUndefined();
  });
});

describe('a new key', () => {
  it('is taken where it is free, whatever its case', () => {
    const given = rebind(own, 'claim', 'G');
    expect(given).toEqual({ kind: 'done', keys: { ...own, claim: 'g' } });
    expect(rebind(own, 'claim', 'c')).toEqual({ kind: 'done', keys: own });
    expect(rebind(own, 'read', 'i')).toMatchObject({ kind: 'done' });
  });

  it.each(['Tab', 'Escape', 'Enter', 'ArrowDown', 'F5', 'Home', 'Backspace', 'Dead', 'Shift', '', '\t'])(
    'is refused where it is reserved: %j',
    (key) => expect(rebind(own, 'claim', key)).toEqual({ kind: 'refused', why: 'reserved' }),
  );

  it('is refused in a study where the viewer has it', () => {
    expect(rebind(own, 'next', 'w')).toEqual({ kind: 'refused', why: 'viewer' });
  });

  it('changes places with that of another action, both ways, and goes back', () => {
    const swap = rebind(own, 'claim', 'm');
    expect(swap).toEqual({ kind: 'swap', others: ['read'], keys: { ...own, claim: 'm', read: 'c' } });
    if (swap.kind !== 'swap') throw new Error('It was not offered');
    expect(chosenOf(swap.keys)).toEqual({ claim: 'm', read: 'c' });
    expect(resolveKeys(chosenOf(swap.keys))).toEqual(swap.keys);
    expect(rebind(swap.keys, 'read', 'm')).toEqual({ kind: 'swap', others: ['claim'], keys: own });
  });

  it('changes places with all who have it, each on a page of its own, or with none', () => {
    // R applies the order on the list, and goes to the report in a study.
    const swap = rebind(own, 'claim', 'r');
    const keys = { ...own, claim: 'r', apply: 'c', report: 'c' };
    expect(swap).toEqual({ kind: 'swap', others: ['apply', 'report'], keys });
    expect(resolveKeys(chosenOf(keys))).toEqual(keys);
    expect(rebind(keys, 'claim', 'c')).toEqual({ kind: 'swap', others: ['apply', 'report'], keys: own });
    // In the study, N is the key of others once it was given there.
    const given = resolveKeys({ next: 'g', critical: 'n' });
    expect(rebind(given, 'down', 'r')).toEqual({
      kind: 'swap',
      others: ['apply'],
      keys: { ...given, down: 'r', apply: 'j' },
    });
    expect(rebind({ ...own, skip: null }, 'skip', 'r')).toEqual({
      kind: 'refused',
      why: 'taken',
      others: ['apply', 'report'],
    });
  });

  it('is refused where the other action cannot take the former key', () => {
    // K scrolls in a study, where `next` works too.
    expect(rebind(own, 'up', 'n')).toEqual({ kind: 'refused', why: 'taken', others: ['next'] });
    const without = resolveKeys({ claim: 'x' });
    expect(rebind(without, 'skip', 'n')).toEqual({ kind: 'refused', why: 'taken', others: ['next'] });
  });
});

it('a combination is a key of the browser', () => {
  const held = { key: 'g', ctrlKey: true, altKey: false, metaKey: false };
  expect(pressed(held)).toBe('Ctrl+G');
  expect(rebind(own, 'claim', pressed(held))).toEqual({ kind: 'refused', why: 'reserved' });
  expect(pressed({ ...held, ctrlKey: false })).toBe('g');
});

it('keys are shown as they are labelled on a keyboard', () => {
  expect([' ', 'c', '\\'].map(keyLabel)).toEqual(['Space', 'C', '\\']);
});
