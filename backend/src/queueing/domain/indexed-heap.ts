const NOWHERE = -1;

/**
 * Binary heap of small whole numbers by a key each, whose keys can change and whose items can leave from the middle. Equal
 * keys: the lower number first. Heaps that share `keys` and `places` may not hold the same item at a time.
 */
export class IndexedHeap {
  private readonly items: number[] = [];

  constructor(
    private readonly keys: Float64Array,
    private readonly places: Int32Array = new Int32Array(keys.length).fill(NOWHERE),
  ) {}

  get first(): number | undefined {
    return this.items[0];
  }

  /** Infinity where the heap is empty. */
  get firstKey(): number {
    const [first] = this.items;
    return first === undefined ? Number.POSITIVE_INFINITY : (this.keys[first] as number);
  }

  /** All items, the lowest key first. */
  sorted(): number[] {
    const keyOf = (item: number) => this.keys[item] as number;
    return [...this.items].sort((one, other) => keyOf(one) - keyOf(other) || one - other);
  }

  /** Enters an item or changes its key. */
  set(item: number, key: number): void {
    let place = this.places[item] as number;
    if (place === NOWHERE) {
      place = this.items.length;
      this.items.push(item);
      this.places[item] = place;
    }
    this.keys[item] = key;
    this.settle(place);
  }

  remove(item: number): void {
    const place = this.places[item] as number;
    if (place === NOWHERE) return;
    const last = this.items.pop() as number;
    this.places[item] = NOWHERE;
    if (last === item) return;
    this.items[place] = last;
    this.places[last] = place;
    this.settle(place);
  }

  private settle(from: number): void {
    let at = from;
    while (at > 0 && this.before(at, (at - 1) >> 1)) at = this.swap(at, (at - 1) >> 1);
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.items.length) return;
      const child = left + 1 < this.items.length && this.before(left + 1, left) ? left + 1 : left;
      if (!this.before(child, at)) return;
      at = this.swap(at, child);
    }
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.items[a] as number, this.items[b] as number];
    const [first, second] = [this.keys[one] as number, this.keys[other] as number];
    return first < second || (first === second && one < other);
  }

  private swap(a: number, b: number): number {
    const [one, other] = [this.items[a] as number, this.items[b] as number];
    this.items[a] = other;
    this.items[b] = one;
    this.places[other] = a;
    this.places[one] = b;
    return b;
  }
}
