import type { CriticalResult } from '@firstread/contract';

/** A step that is asked for in a dialog. */
export type Step = 'receipt' | 'attempt' | 'close' | 'withdraw';

/** The step that is being taken, and with which result. */
export interface Acting {
  step: Step;
  result: CriticalResult;
}
