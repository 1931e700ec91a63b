import fc from 'fast-check';
import { inBatches } from './in-batches.js';

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

describe('batches of a sequence', () => {
  it('hold its items in order, all but the last of the size asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), async (items, size) => {
        const batches: number[][] = [];
        for await (const batch of inBatches(each(items), size)) batches.push(batch);
        expect(batches.flat()).toEqual(items);
        for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(size);
        expect(batches.at(-1)?.length ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
