import type { ChangePage, ChangeQuery } from '@firstread/contract';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ChangeLog } from './change-log.js';

const LOOK_AGAIN_MS = 250;

/** The feed as its consumers read it. */
@Injectable()
export class ChangeFeed implements BeforeApplicationShutdown {
  private readonly closing = new AbortController();

  constructor(private readonly changes: ChangeLog) {}

  /** Answers who waits, so that the process can end. */
  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  /** Changes after `since`; where there are none, waits up to `wait` seconds for the first, or until `gone`. */
  async page({ since, limit, wait }: ChangeQuery, gone: AbortSignal): Promise<ChangePage> {
    const enough = AbortSignal.any([gone, this.closing.signal, AbortSignal.timeout(wait * 1000)]);
    let page = await this.changes.page(since, limit);
    while (page.changes.length === 0 && wait > 0 && !enough.aborted) {
      await pause(LOOK_AGAIN_MS, enough);
      page = await this.changes.page(since, limit);
    }
    return page;
  }
}

/** Ends early where the signal says so. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
