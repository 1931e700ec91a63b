import { defineConfig } from '@playwright/test';

/**
 * One worker with one system, which its files share: two side by side are slower on two cores. What is `@long` is left to
 * `npm run test:long`.
 */
export default defineConfig({
  testDir: 'tests',
  workers: 1,
  ...(process.env['LONG_TESTS'] ? {} : { grepInvert: /@long/ }),
  timeout: 150_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1600, height: 900 },
    launchOptions: {
      // The shell has no windows: each window of the whole browser costs more than what the test does in it.
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/lib/chromium/chromium-headless-shell',
      args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-background-networking'],
    },
  },
});
