import { retryAfter } from '../domain/retry.js';

describe('a delivery that fails', () => {
  it('is tried later each time, is shown as failed after six attempts, and is tried every hour then', () => {
    const waits = Array.from({ length: 8 }, (_, index) => retryAfter(index + 1));
    expect(waits.map(({ waitMs }) => waitMs / 1000)).toEqual([10, 20, 40, 80, 160, 3600, 3600, 3600]);
    expect(waits.map(({ failed }) => failed)).toEqual([false, false, false, false, false, true, true, true]);
  });
});
