interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Does work for items of the same key together: one at once where nothing is going on, and whatever comes meanwhile
 * in the next batch. Nothing waits for others to come.
 */
export class Batches<T, R> {
  private readonly queues = new Map<string, Waiting<T, R>[]>();

  /** `work` says of each item, in their order, what became of it; where it throws, all of them failed. */
  constructor(
    private readonly work: (items: T[]) => Promise<PromiseSettledResult<R>[]>,
    private readonly largest: number,
  ) {}

  add(key: string, item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const queue = this.queues.get(key);
      const waiting = { item, resolve, reject };
      if (queue) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.queues.set(key, started);
      void this.run(key, started);
    });
  }

  private async run(key: string, queue: Waiting<T, R>[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, this.largest);
      try {
        const results = await this.work(batch.map(({ item }) => item));
        for (const [index, result] of results.entries()) {
          if (result.status === 'fulfilled') batch[index]?.resolve(result.value);
          else batch[index]?.reject(result.reason);
        }
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.queues.delete(key);
  }
}
