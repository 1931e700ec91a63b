import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '../platform/index.js';

const ATTEMPTS = 10;
const WINDOW_MS = 60_000;

/** Bounds guesses: ten attempts a minute for each address and account. */
@Injectable()
export class LoginLimiter {
  private attempts = new Map<string, number>();
  private windowStart = 0;

  constructor(private readonly clock: Clock) {}

  /** Throws TOO_MANY_ATTEMPTS (429) past the bound. */
  take(key: string): void {
    const now = this.clock.now().getTime();
    if (now - this.windowStart > WINDOW_MS) {
      this.attempts = new Map();
      this.windowStart = now;
    }
    const count = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, count);
    if (count > ATTEMPTS) {
      throw new DomainError('TOO_MANY_ATTEMPTS', 429, 'Too many attempts', 'Wait a minute and try again.');
    }
  }
}
