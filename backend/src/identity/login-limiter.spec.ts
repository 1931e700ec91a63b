import { Clock } from '../platform/index.js';
import { LoginLimiter } from './login-limiter.js';

class SetClock extends Clock {
  seconds = 0;
  override now(): Date {
    return new Date(this.seconds * 1000 + 1e12);
  }
}

it('bounds guesses of one account, leaves others alone, and forgets after a minute', () => {
  const clock = new SetClock();
  const limiter = new LoginLimiter(clock);
  for (let attempt = 0; attempt < 10; attempt += 1) limiter.take('one');
  expect(() => limiter.take('one')).toThrow('Too many attempts: Wait a minute and try again.');
  expect(() => limiter.take('two')).not.toThrow();
  clock.seconds = 61;
  expect(() => limiter.take('one')).not.toThrow();
});
