/**
 * What `work` makes of the items, in their order, with up to `count` of them under way beyond the one that is waited
 * for. Of those that nobody asks for any more, results and failures are let go.
 */
export async function* ahead<T, R>(
  items: Iterable<T>,
  count: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    const started = work(item);
    started.catch(() => undefined);
    if (underWay.push(started) > count) yield await (underWay.shift() as Promise<R>);
  }
  for (const started of underWay) yield await started;
}
