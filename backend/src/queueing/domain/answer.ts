import type { Refusal } from '@firstread/contract';

/** Either a value or the reason why there is none. A value never holds NaN or an infinity. */
export type Answer<T> = { known: true; value: T } | { known: false; refusal: Refusal };

export function known<T>(value: T): Answer<T> {
  return { known: true, value };
}

export function refused(refusal: Refusal): Answer<never> {
  return { known: false, refusal };
}

export function mapped<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.known ? known(change(answer.value)) : answer;
}
