import { ahead } from './ahead.js';

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('Work ahead', () => {
  it('gives results in the order of the items, whichever is ready first', async () => {
    const work = async (item: number): Promise<number> => {
      for (let turn = 10; turn > item; turn -= 1) await Promise.resolve();
      return 2 * item;
    };
    expect(await collect(ahead([1, 2, 3, 4, 5], 2, work))).toEqual([2, 4, 6, 8, 10]);
    expect(await collect(ahead([], 2, work))).toEqual([]);
  });

  it('has no more under way than it may', async () => {
    const begun: number[] = [];
    const results = ahead([1, 2, 3, 4, 5], 2, (item) => {
      begun.push(item);
      return Promise.resolve(item);
    });
    await results.next();
    expect(begun).toEqual([1, 2, 3]);
    await results.next();
    expect(begun).toEqual([1, 2, 3, 4]);
    await results.return(undefined);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('fails where an item fails, after those before it', async () => {
    const results = ahead([1, 2], 1, (item) =>
      item === 2 ? Promise.reject(new Error('the second')) : Promise.resolve(item),
    );
    expect((await results.next()).value).toBe(1);
    await expect(results.next()).rejects.toThrow('the second');
  });
});
