import type { OrderClass } from '@firstread/contract';
import type { TargetProfile } from './reading-order.js';

export const ORDER_CLASSES: readonly OrderClass[] = ['stat', 'urgent', 'routine'];

/** Flags in the order in which they come, one array for each property. */
export interface Flags {
  /** Place of the study in the load. */
  study: Int32Array;
  atMinutes: Float64Array;
  /** Place of the model. */
  model: Uint8Array;
}

/** Studies in the order in which they can be read, one array for each property; minutes from the start of the load. */
export interface Load {
  readyMinutes: Float64Array;
  readMinutes: Float64Array;
  /** Place in `ORDER_CLASSES`. */
  orderClass: Uint8Array;
  /** Place in `profiles`. */
  profile: Uint32Array;
  profiles: readonly TargetProfile[];
  /** Groups of each study as `groupBits` gives them. */
  groups: Uint16Array;
  /** Place of its condition in `conditions`; -1 without one. */
  condition: Int16Array;
  conditions: readonly string[];
  flags: Flags;
  /** Rank of each model. */
  ranks: readonly number[];
}

/** When a reader is at work: start and end of each shift in minutes, in order and apart. */
export type Shifts = Float64Array;

export function alwaysAtWork(readers: number): Shifts[] {
  return Array.from({ length: readers }, () =>
    Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  );
}

/** The same studies as if no model had looked at them, or this one had not (by its place). Their groups stay. */
export function withoutFlags(load: Load, model?: number): Load {
  return {
    ...load,
    flags: flagsOf(listed(load).filter((flag) => model !== undefined && flag.model !== model)),
  };
}

/** The same studies and flags, each of this model there when its study can be read. */
export function withInstantFlags(load: Load, model: number): Load {
  return {
    ...load,
    flags: flagsOf(
      listed(load).map((flag) =>
        flag.model === model ? { ...flag, atMinutes: load.readyMinutes[flag.study] as number } : flag,
      ),
    ),
  };
}

function listed({ flags: { study, atMinutes, model } }: Load) {
  return Array.from(study, (one, at) => ({
    study: one,
    atMinutes: atMinutes[at] as number,
    model: model[at] as number,
  }));
}

export function flagsOf(flags: { study: number; atMinutes: number; model: number }[]): Flags {
  const inTime = flags.sort((a, b) => a.atMinutes - b.atMinutes || a.study - b.study);
  return {
    study: Int32Array.from(inTime, ({ study }) => study),
    atMinutes: Float64Array.from(inTime, ({ atMinutes }) => atMinutes),
    model: Uint8Array.from(inTime, ({ model }) => model),
  };
}

/** When the first flag of each study came, or the first of one model; Infinity without one. */
export function firstFlags({ readyMinutes, flags }: Load, model?: number): Float64Array {
  const first = new Float64Array(readyMinutes.length).fill(Number.POSITIVE_INFINITY);
  flags.study.forEach((study, index) => {
    if (model !== undefined && flags.model[index] !== model) return;
    first[study] = Math.min(first[study] as number, flags.atMinutes[index] as number);
  });
  return first;
}
