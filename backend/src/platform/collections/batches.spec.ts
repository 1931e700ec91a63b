import fc from 'fast-check';
import { Batches } from './batches.js';

/** Batches as they were worked on, and a way to let the one that is running end. */
function observed(largest = 10) {
  const seen: number[][] = [];
  const gates: (() => void)[] = [];
  const batches = new Batches<number, number>(async (items) => {
    seen.push(items);
    await new Promise<void>((open) => gates.push(open));
    if (items.includes(13)) throw new Error('13');
    return items.map((item) => ({ status: 'fulfilled', value: item * 2 }));
  }, largest);
  const openNext = async () => {
    gates.shift()?.();
    await new Promise((turn) => setImmediate(turn));
  };
  return { seen, batches, openNext };
}

describe('Batches', () => {
  it('begins at once, and takes together what comes meanwhile', async () => {
    const { seen, batches, openNext } = observed();
    const results = Promise.all([1, 2, 3].map((item) => batches.add('a', item)));
    expect(seen).toEqual([[1]]);
    await openNext();
    expect(seen).toEqual([[1], [2, 3]]);
    await openNext();
    expect(await results).toEqual([2, 4, 6]);
  });

  it('keeps other keys going, and a failure to its batch', async () => {
    const { seen, batches, openNext } = observed();
    const failing = batches.add('a', 13);
    const other = batches.add('b', 5);
    const after = batches.add('a', 6);
    expect(seen).toEqual([[13], [5]]);
    const failure = expect(failing).rejects.toThrow('13');
    await openNext();
    await openNext();
    await openNext();
    await failure;
    expect(await Promise.all([other, after])).toEqual([10, 12]);
  });

  it('gives everyone their own result, in batches that are not too large', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(12), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (items, largest) => {
          const { seen, batches, openNext } = observed(largest);
          const results = Promise.all(items.map((item) => batches.add(String(item % 3), item)));
          for (let turn = 0; turn <= items.length; turn += 1) await openNext();
          expect(await results).toEqual(items.map((item) => item * 2));
          expect(seen.every((batch) => batch.length <= largest)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
