import { sizeOf, type Counted } from '../../queueing/index.js';
import { NumberReader, NumberWriter } from './whole-numbers.js';

/** Largest error of a quantile, as a share of it. */
export const RELATIVE_ERROR = 0.01;

/** By which the bounds of buckets grow. */
export const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Seconds; shorter is counted as none. Times are kept in whole milliseconds. */
export const SMALLEST = 0.001;
/** Of the smallest, and of what takes three hundred years. */
const FIRST_BUCKET = Math.floor(Math.log(SMALLEST) / LOG_GAMMA);
const LAST_BUCKET = Math.ceil(Math.log(1e10) / LOG_GAMMA);

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
  /** How many are none, then of each bucket that holds any, in order, its distance from the one before and its count. */
  private constructor(
    private readonly bytes: Uint8Array,
    private readonly from: number,
    private readonly to: number,
  ) {}

  private unpacked: Counted | undefined;

  /** Seconds, not negative. */
  static of(values: Iterable<number>): QuantileSketch {
    return QuantileSketch.ofBuckets(Array.from(values, (value) => ({ bucket: bucketOf(value), count: 1 })));
  }

  static ofBuckets(all: readonly Bucket[]): QuantileSketch {
    return summed((add) => {
      let none = 0;
      for (const { bucket, count } of all)
        if (bucket === null) none += count;
        else add(bucket, count);
      return none;
    });
  }

  /** What several hold together. */
  static together(all: readonly QuantileSketch[]): QuantileSketch {
    return summed((add) => all.reduce((none, one) => none + one.each(add), 0));
  }

  /** Of bytes, or of a part of them. */
  static fromBytes(bytes: Uint8Array, from = 0, to = bytes.length): QuantileSketch {
    return new QuantileSketch(bytes, from, to);
  }

  toBytes(): Uint8Array {
    return this.bytes.subarray(this.from, this.to);
  }

  /** How many it holds. */
  get size(): number {
    return sizeOf(this.counted());
  }

  /** The value below which a share of them lies (that of rank `share` × (n − 1), rounded down); null of nothing. */
  quantile(share: number): number | null {
    const { values, counts } = this.counted();
    const rank = Math.floor(share * (this.size - 1));
    let below = 0;
    const place = counts.findIndex((count) => rank < (below += count));
    return values[place] ?? null;
  }

  /** The values, as near as they are known, in order, and how often there is each. */
  counted(): Counted {
    return (this.unpacked ??= this.unpack());
  }

  private unpack(): Counted {
    const [values, counts]: [number[], number[]] = [[], []];
    const none = this.each((bucket, count) => {
      values.push(valueOf(bucket));
      counts.push(count);
    });
    if (none > 0) {
      values.unshift(0);
      counts.unshift(none);
    }
    return { values: new Float64Array(values), counts: new Float64Array(counts) };
  }

  /** Gives each bucket that holds any, in order, and how many; returns how many are none. */
  private each(take: (bucket: number, count: number) => void): number {
    const reader = new NumberReader(this.bytes, this.from, this.to);
    const none = reader.whole();
    for (let bucket = 0; reader.more;) take((bucket += reader.signed()), reader.whole());
    return none;
  }
}

/** Sums by bucket while a sketch is made, none of them left from one to the next. */
const sums = new Float64Array(LAST_BUCKET - FIRST_BUCKET + 1);

/** Of what `fill` adds to buckets, in any order; it returns how many are none. */
function summed(fill: (add: (bucket: number, count: number) => void) => number): QuantileSketch {
  let [first, last] = [sums.length, -1];
  const none = fill((bucket, count) => {
    const place = bucket - FIRST_BUCKET;
    (sums[place] as number) += count;
    if (place < first) first = place;
    if (place > last) last = place;
  });
  const writer = new NumberWriter().whole(none);
  let before = 0;
  for (let place = first; place <= last; place += 1) {
    const count = sums[place] as number;
    if (count === 0) continue;
    const bucket = FIRST_BUCKET + place;
    writer.signed(bucket - before).whole(count);
    before = bucket;
    sums[place] = 0;
  }
  return QuantileSketch.fromBytes(writer.toBytes());
}

function bucketOf(seconds: number): number | null {
  return seconds < SMALLEST ? null : Math.min(LAST_BUCKET, Math.ceil(Math.log(seconds) / LOG_GAMMA));
}

/** Between the bounds of each bucket, as far from one as from the other in proportion. */
const VALUES = sums.map((_, place) => (2 * GAMMA ** (FIRST_BUCKET + place)) / (GAMMA + 1));

function valueOf(bucket: number): number {
  return VALUES[bucket - FIRST_BUCKET] as number;
}
