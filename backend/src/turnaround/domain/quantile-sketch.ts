import type { Counted } from '../../queueing/index.js';

/** Largest error of a quantile, as a share of it. */
export const RELATIVE_ERROR = 0.01;

/** By which the bounds of buckets grow. */
export const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Seconds; shorter is counted as none. Times are kept in whole milliseconds. */
export const SMALLEST = 0.001;

/** How many durations lie in a bucket; null is the bucket of none. */
export interface Bucket {
  bucket: number | null;
  count: number;
}

/**
 * Counts of durations in buckets whose bounds grow by a constant factor, so that a quantile is right within
 * `RELATIVE_ERROR` of itself whatever the distribution (DDSketch; Masson, Rim and Lee, PVLDB 12, 2019). Equal values give
 * equal bytes, in whichever order and parts they came.
 */
export class QuantileSketch {
  private readonly counts = new Map<number, number>();
  private none = 0;

  /** Seconds, not negative. */
  static of(values: Iterable<number>): QuantileSketch {
    const sketch = new QuantileSketch();
    for (const value of values) sketch.add(value);
    return sketch;
  }

  static ofBuckets(buckets: Iterable<Bucket>): QuantileSketch {
    const sketch = new QuantileSketch();
    for (const { bucket, count } of buckets)
      if (bucket === null) sketch.none += count;
      else sketch.count(bucket, count);
    return sketch;
  }

  /** How many it holds. */
  get size(): number {
    let size = this.none;
    for (const count of this.counts.values()) size += count;
    return size;
  }

  add(seconds: number): void {
    if (seconds < SMALLEST) this.none += 1;
    else this.count(Math.ceil(Math.log(seconds) / LOG_GAMMA), 1);
  }

  merge(other: QuantileSketch): void {
    this.none += other.none;
    for (const [bucket, count] of other.counts) this.count(bucket, count);
  }

  /** The value below which a share of them lies (that of rank `share` × (n − 1), rounded down); null of nothing. */
  quantile(share: number): number | null {
    const total = this.size;
    if (total === 0) return null;
    let below = this.none;
    const rank = Math.floor(share * (total - 1));
    if (rank < below) return 0;
    for (const [bucket, count] of this.sorted()) {
      below += count;
      if (rank < below) return valueOf(bucket);
    }
    return null;
  }

  /** The values, as near as they are known, in order, and how often there is each. */
  counted(): Counted {
    const buckets = this.sorted();
    const none = this.none > 0 ? [[0, this.none] as const] : [];
    const values = [...none, ...buckets.map(([bucket, count]) => [valueOf(bucket), count] as const)];
    return {
      values: Float64Array.from(values, ([value]) => value),
      counts: Float64Array.from(values, ([, count]) => count),
    };
  }

  /** Variable-length integers: how many are none, then of each bucket its distance from the one before, and its count. */
  toBytes(): Buffer {
    const numbers = [this.none];
    let last = 0;
    for (const [bucket, count] of this.sorted()) {
      numbers.push(zigzag(bucket - last), count);
      last = bucket;
    }
    return Buffer.from(numbers.flatMap(sevenBitGroups));
  }

  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const [none = 0, ...numbers] = integersOf(bytes);
    const sketch = new QuantileSketch();
    sketch.none = none;
    let bucket = 0;
    for (let place = 0; place + 1 < numbers.length; place += 2) {
      bucket += unzigzag(numbers[place] as number);
      sketch.count(bucket, numbers[place + 1] as number);
    }
    return sketch;
  }

  private count(bucket: number, more: number): void {
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + more);
  }

  private sorted(): [number, number][] {
    return [...this.counts].sort(([a], [b]) => a - b);
  }
}

/** Between the bounds of a bucket, as far from one as from the other in proportion. */
function valueOf(bucket: number): number {
  return (2 * GAMMA ** bucket) / (GAMMA + 1);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

/** Lowest first, the highest bit set where more follow (LEB128). */
function sevenBitGroups(value: number): number[] {
  const groups: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) groups.push((value % 128) + 128);
  return [...groups, value];
}

function integersOf(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let [value, scale] = [0, 1];
  for (const byte of bytes) {
    value += (byte % 128) * scale;
    scale *= 128;
    if (byte > 127) continue;
    numbers.push(value);
    [value, scale] = [0, 1];
  }
  return numbers;
}
