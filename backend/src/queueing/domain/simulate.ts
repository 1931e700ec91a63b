import { IndexedHeap } from './indexed-heap.js';
import { ORDER_CLASSES, type Load, type Shifts } from './load.js';
import { NO_FLAG, type Place, type ReadingOrder } from './reading-order.js';

export interface Department {
  order: ReadingOrder;
  /** A reader each. */
  shifts: readonly Shifts[];
  /** Whether a reader breaks off a study for one of a lower line, and resumes it later. */
  interrupts: boolean;
  /** When to stop looking; Infinity for as long as there are studies and readers. */
  untilMinutes: number;
  /** Which of the waiting studies an idle reader takes; without it the first. */
  takes?: Takes;
}

/** Asked at each taking; `waiting` gives the waiting studies line by line, the lowest rank first, and the answer is one of them. */
export type Takes = (at: {
  reader: number;
  minutes: number;
  first: number;
  waiting: () => number[];
}) => number;

/** What became of the studies of a load, in its order; minutes from the start of the load. */
export interface Readings {
  /** From ready until opened, and the time broken off; of open studies so far. */
  waitMinutes: Float64Array;
  /** When first opened; NaN for never. */
  openedMinutes: Float64Array;
  /** Place of the reader who first opened it; -1 for nobody. */
  readers: Int32Array;
  /** 1 where the study still waited at the end: its wait is longer than told. */
  open: Uint8Array;
  /** Reading done by all readers together until the end. */
  busyMinutes: number;
  /** Of all readers together until the end. */
  staffedMinutes: number;
}

const NOBODY = -1;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Readers who each take the first study of the reading order, or which of them `takes` says, finish it and take the next: a discrete-event simulation
 * without any chance of its own. What comes at the same time is known before anybody takes a study. A reader whose shift
 * ends finishes the open study. A flag counts from when it comes; one that comes after its study was opened changes
 * nothing but, where readers break off, whether that one is broken off.
 */
export function simulate(load: Load, department: Department): Readings {
  return new ReadingRoom(load, department).run();
}

class ReadingRoom {
  private readonly waits: Float64Array;
  private readonly opened: Float64Array;
  private readonly openedBy: Int32Array;
  /** Minutes of reading left. */
  private readonly left: Float64Array;
  /** Since when a waiting study waits, or waits again. */
  private readonly since: Float64Array;
  private readonly tier: Uint8Array;
  private readonly overdue: Uint8Array;
  private readonly line: Uint8Array;
  private readonly waiting: Uint8Array;
  private readonly lines: IndexedHeap[];
  private readonly dues: IndexedHeap;
  /** Readers by when something next happens to them: end of a study or of a shift, start of a shift. */
  private readonly readers: IndexedHeap;
  private readonly nextOf: Float64Array;
  private readonly reading: Int32Array;
  private readonly idle: Uint8Array;
  private readonly shift: Int32Array;
  private nextStudy = 0;
  private nextFlag = 0;
  private busyMinutes = 0;
  private now = 0;

  constructor(
    private readonly load: Load,
    private readonly department: Department,
  ) {
    const studies = load.readyMinutes.length;
    const readers = department.shifts.length;
    this.waits = new Float64Array(studies);
    this.opened = new Float64Array(studies).fill(Number.NaN);
    this.openedBy = new Int32Array(studies).fill(NOBODY);
    this.left = Float64Array.from(load.readMinutes);
    this.since = Float64Array.from(load.readyMinutes);
    this.tier = new Uint8Array(studies).fill(NO_FLAG);
    this.overdue = new Uint8Array(studies);
    this.line = new Uint8Array(studies);
    this.waiting = new Uint8Array(studies);
    const [keys, places] = [new Float64Array(studies), new Int32Array(studies).fill(-1)];
    this.lines = Array.from({ length: department.order.lines }, () => new IndexedHeap(keys, places));
    this.dues = new IndexedHeap(new Float64Array(studies));
    this.nextOf = new Float64Array(readers);
    this.readers = new IndexedHeap(this.nextOf);
    this.reading = new Int32Array(readers).fill(NOBODY);
    this.idle = new Uint8Array(readers);
    this.shift = new Int32Array(readers);
  }

  run(): Readings {
    const { shifts, untilMinutes } = this.department;
    shifts.forEach((_, reader) => this.rest(reader, Number.NEGATIVE_INFINITY));
    let last = 0;
    for (;;) {
      const now = Math.min(this.nextReady(), this.nextFlagAt(), this.readers.firstKey);
      // Nothing comes any more but ends of shifts.
      if (now > untilMinutes || now === NEVER || this.over()) break;
      last = now;
      this.happen(now);
    }
    return this.ended(untilMinutes === NEVER ? last : untilMinutes);
  }

  private over(): boolean {
    if (this.nextReady() < NEVER) return false;
    const nothingWaits = this.lines.every(({ first }) => first === undefined);
    return nothingWaits && this.reading.every((study) => study === NOBODY);
  }

  private nextReady(): number {
    return this.load.readyMinutes[this.nextStudy] ?? NEVER;
  }

  private nextFlagAt(): number {
    return this.load.flags.atMinutes[this.nextFlag] ?? NEVER;
  }

  private happen(now: number): void {
    this.now = now;
    for (; this.nextReady() <= now; this.nextStudy += 1) this.enter(this.nextStudy);
    for (; this.nextFlagAt() <= now; this.nextFlag += 1) this.raise(this.nextFlag);
    while (this.readers.firstKey <= now) this.turn(this.readers.first as number);
    this.handOut();
  }

  private raise(flag: number): void {
    const { flags, ranks } = this.load;
    const study = flags.study[flag] as number;
    const tier = this.department.order.tierOf(ranks[flags.model[flag] as number] ?? 0);
    if (tier >= (this.tier[study] as number)) return;
    this.tier[study] = tier;
    if (this.waiting[study]) this.enter(study);
    else this.line[study] = this.placeOf(study).line;
  }

  /** Puts a study in its line, or in another where its place has changed. */
  private enter(study: number): void {
    const { line, rank, dueMinutes } = this.placeOf(study);
    if (this.waiting[study]) this.lineOf(study).remove(study);
    this.waiting[study] = 1;
    this.line[study] = line;
    this.lineOf(study).set(study, rank);
    if (dueMinutes < NEVER && !this.overdue[study]) this.dues.set(study, dueMinutes);
  }

  private placeOf(study: number): Place {
    const { load } = this;
    return this.department.order.place({
      study,
      orderClass: ORDER_CLASSES[load.orderClass[study] as number] ?? 'routine',
      profile: load.profile[study] as number,
      readyMinutes: load.readyMinutes[study] as number,
      tier: this.tier[study] as number,
      overdue: this.overdue[study] === 1,
    });
  }

  private lineOf(study: number): IndexedHeap {
    return this.lines[this.line[study] as number] as IndexedHeap;
  }

  /** What the reader was at ends: a study, a shift or a pause. */
  private turn(reader: number): void {
    const study = this.reading[reader] as number;
    if (study !== NOBODY) {
      this.busyMinutes += this.left[study] as number;
      this.left[study] = 0;
      this.reading[reader] = NOBODY;
    }
    this.rest(reader, this.now);
  }

  /** Idle until the shift ends, or away until the next one begins. */
  private rest(reader: number, now: number): void {
    const shifts = this.department.shifts[reader] as Shifts;
    let at = this.shift[reader] as number;
    while (at < shifts.length && (shifts[at + 1] as number) <= now) at += 2;
    this.shift[reader] = at;
    const atWork = at < shifts.length && (shifts[at] as number) <= now;
    this.idle[reader] = atWork ? 1 : 0;
    this.readers.set(reader, shifts[atWork ? at + 1 : at] ?? NEVER);
  }

  private handOut(): void {
    for (;;) {
      let reader = this.idle.indexOf(1);
      if (reader < 0 && !this.department.interrupts) return;
      while (this.dues.firstKey <= this.now) this.becomeOverdue(this.dues.first as number);
      const line = this.firstLine();
      if (line < 0) return;
      const first = (this.lines[line] as IndexedHeap).first as number;
      if (reader >= 0) this.open(reader, this.takenBy(reader, first));
      else {
        reader = this.interruptible(line);
        if (reader < 0) return;
        this.open(reader, first);
      }
    }
  }

  private takenBy(reader: number, first: number): number {
    const { takes } = this.department;
    if (!takes) return first;
    const waiting = () => this.lines.flatMap((line) => line.sorted());
    return takes({ reader, minutes: this.now, first, waiting });
  }

  private becomeOverdue(study: number): void {
    this.dues.remove(study);
    this.overdue[study] = 1;
    this.enter(study);
  }

  private firstLine(): number {
    const { weights } = this.department.order;
    if (!weights) return this.lines.findIndex(({ first }) => first !== undefined);
    let [best, score] = [-1, Number.NEGATIVE_INFINITY];
    this.lines.forEach(({ first }, line) => {
      if (first === undefined) return;
      const own = (weights[line] ?? 0) * (this.now - (this.load.readyMinutes[first] as number));
      if (own > score) [best, score] = [line, own];
    });
    return best;
  }

  /** The reader whose open study is in the highest line above; -1 where all are as urgent. */
  private interruptible(line: number): number {
    let [found, worst] = [-1, line];
    this.reading.forEach((study, reader) => {
      if (study === NOBODY || (this.line[study] as number) <= worst) return;
      [found, worst] = [reader, this.line[study] as number];
    });
    return found;
  }

  private open(reader: number, study: number): void {
    const broken = this.reading[reader] as number;
    if (broken !== NOBODY) this.breakOff(reader, broken);
    this.lineOf(study).remove(study);
    this.dues.remove(study);
    this.waiting[study] = 0;
    this.waits[study] = (this.waits[study] as number) + this.now - (this.since[study] as number);
    if (Number.isNaN(this.opened[study])) {
      this.opened[study] = this.now;
      this.openedBy[study] = reader;
    }
    this.idle[reader] = 0;
    this.reading[reader] = study;
    this.readers.set(reader, this.now + (this.left[study] as number));
  }

  private breakOff(reader: number, study: number): void {
    const left = (this.nextOf[reader] as number) - this.now;
    this.busyMinutes += (this.left[study] as number) - left;
    this.left[study] = left;
    this.since[study] = this.now;
    this.enter(study);
  }

  private ended(end: number): Readings {
    const { readyMinutes } = this.load;
    const open = Uint8Array.from(this.waiting);
    open.forEach((waits, study) => {
      if (waits) this.waits[study] = (this.waits[study] as number) + end - (this.since[study] as number);
    });
    this.reading.forEach((study, reader) => {
      if (study === NOBODY) return;
      this.busyMinutes += (this.left[study] as number) - Math.max(0, (this.nextOf[reader] as number) - end);
    });
    for (let study = this.nextStudy; study < readyMinutes.length; study++) this.waits[study] = Number.NaN;
    return {
      waitMinutes: this.waits,
      openedMinutes: this.opened,
      readers: this.openedBy,
      open,
      busyMinutes: this.busyMinutes,
      staffedMinutes: staffed(this.department.shifts, Math.min(0, readyMinutes[0] ?? 0), end),
    };
  }
}

function staffed(shifts: readonly Shifts[], from: number, to: number): number {
  let minutes = 0;
  for (const one of shifts)
    for (let at = 0; at < one.length; at += 2)
      minutes += Math.max(0, Math.min(to, one[at + 1] as number) - Math.max(from, one[at] as number));
  return minutes;
}
