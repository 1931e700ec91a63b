import { addEventHandler } from 'jest-circus';

const LIMIT_MS = 60_000;

/** The light runner waits for ever: here a test or hook that hangs fails after its own timeout, or a minute. */
addEventHandler(({ name }, { currentDescribeBlock }) => {
  if (name === 'add_test') limit(currentDescribeBlock.tests.at(-1));
  if (name === 'add_hook') limit(currentDescribeBlock.hooks.at(-1));
});

function limit(step) {
  const { fn, timeout = LIMIT_MS } = step;
  step.fn = async () => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Did not end within ${timeout / 1000} s`)), timeout);
    });
    await Promise.race([Promise.resolve().then(fn), late]).finally(() => clearTimeout(timer));
  };
}
