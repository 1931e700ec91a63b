import type { Counted } from '../../queueing/index.js';
import { NumberReader, NumberWriter } from './whole-numbers.js';

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
  /** How many it holds. */
  readonly size: number;

  /** Of the buckets that hold any, in order: which they are and how many are in each. */
  private constructor(
    private readonly none: number,
    private readonly buckets: readonly number[],
    private readonly counts: readonly number[],
  ) {
    this.size = counts.reduce((all, one) => all + one, none);
  }

  /** Seconds, not negative. */
  static of(values: Iterable<number>): QuantileSketch {
    return QuantileSketch.ofBuckets(Array.from(values, (value) => ({ bucket: bucketOf(value), count: 1 })));
  }

  static ofBuckets(all: readonly Bucket[]): QuantileSketch {
    const counts = new Map<number, number>();
    let none = 0;
    for (const { bucket, count } of all)
      if (bucket === null) none += count;
      else counts.set(bucket, (counts.get(bucket) ?? 0) + count);
    const sorted = [...counts].sort(([a], [b]) => a - b);
    return new QuantileSketch(
      none,
      sorted.map(([bucket]) => bucket),
      sorted.map(([, count]) => count),
    );
  }

  /** What several hold together. */
  static together(all: readonly QuantileSketch[]): QuantileSketch {
    const filled = all.filter(({ buckets }) => buckets.length > 0);
    const first = filled.reduce((least, { buckets }) => Math.min(least, buckets[0] as number), Infinity);
    const last = filled.reduce((most, { buckets }) => Math.max(most, buckets.at(-1) as number), -Infinity);
    const sums = new Float64Array(Math.max(0, last - first + 1));
    for (const { buckets, counts } of filled)
      for (let place = 0; place < buckets.length; place += 1)
        (sums[(buckets[place] as number) - first] as number) += counts[place] as number;
    const places = [...sums.keys()].filter((place) => sums[place] !== 0);
    return new QuantileSketch(
      all.reduce((sum, { none }) => sum + none, 0),
      places.map((place) => first + place),
      places.map((place) => sums[place] as number),
    );
  }

  /** The value below which a share of them lies (that of rank `share` × (n − 1), rounded down); null of nothing. */
  quantile(share: number): number | null {
    const rank = Math.floor(share * (this.size - 1));
    let below = this.none;
    if (rank < below) return this.size === 0 ? null : 0;
    for (const [place, count] of this.counts.entries()) {
      below += count;
      if (rank < below) return valueOf(this.buckets[place] as number);
    }
    return null;
  }

  /** The values, as near as they are known, in order, and how often there is each. */
  counted(): Counted {
    const none = this.none > 0 ? [this.none] : [];
    return {
      values: Float64Array.from([...none.map(() => 0), ...this.buckets.map(valueOf)]),
      counts: Float64Array.from([...none, ...this.counts]),
    };
  }

  /** How many are none, then of each bucket its distance from the one before, and its count. */
  toBytes(): Buffer {
    const writer = new NumberWriter().whole(this.none);
    let last = 0;
    for (const [place, bucket] of this.buckets.entries()) {
      writer.signed(bucket - last).whole(this.counts[place] as number);
      last = bucket;
    }
    return writer.toBytes();
  }

  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const reader = new NumberReader(bytes);
    const none = reader.whole();
    const buckets: number[] = [];
    const counts: number[] = [];
    for (let bucket = 0; reader.more;) {
      bucket += reader.signed();
      buckets.push(bucket);
      counts.push(reader.whole());
    }
    return new QuantileSketch(none, buckets, counts);
  }
}

function bucketOf(seconds: number): number | null {
  return seconds < SMALLEST ? null : Math.ceil(Math.log(seconds) / LOG_GAMMA);
}

/** Between the bounds of a bucket, as far from one as from the other in proportion. */
function valueOf(bucket: number): number {
  return (2 * GAMMA ** bucket) / (GAMMA + 1);
}
