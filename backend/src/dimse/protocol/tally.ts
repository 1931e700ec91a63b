import { STATUS } from './status.js';

/** What became of one object that was sent. */
export interface StoreResult {
  sopInstanceUid: string;
  outcome: 'stored' | 'warning' | 'failed';
  /** DIMSE status of the answer, or of our own refusal to send it; null where the peer gave none. */
  status: number | null;
  /** Why it failed, in words. */
  detail: string | undefined;
}

/** Counts of a retrieval, as its answers carry them (PS3.4 section C.4.2.1). */
export class Tally {
  completed = 0;
  warnings = 0;
  readonly failedUids: string[] = [];
  private firstFailure: string | undefined;

  constructor(private readonly planned: number) {}

  add({ outcome, sopInstanceUid, detail }: StoreResult): void {
    if (outcome === 'stored') this.completed += 1;
    else if (outcome === 'warning') this.warnings += 1;
    else {
      this.failedUids.push(sopInstanceUid);
      this.firstFailure ??= detail;
    }
  }

  get failures(): number {
    return this.failedUids.length;
  }

  get remaining(): number {
    return this.planned - this.completed - this.warnings - this.failures;
  }

  /** Status of the last answer, once nothing remains. */
  get finalStatus(): number {
    if (this.failures === 0) return STATUS.success;
    return this.completed + this.warnings > 0 ? STATUS.someFailed : STATUS.unableToPerform;
  }

  /** Why the first of those that failed did. */
  get reason(): string | undefined {
    return this.firstFailure;
  }
}
