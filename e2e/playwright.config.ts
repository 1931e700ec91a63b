import { defineConfig } from '@playwright/test';

/** A worker has a system of its own, which its files share: what one waits for leaves the cores to the other. */
export default defineConfig({
  testDir: 'tests',
  workers: 2,
  timeout: 150_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1600, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
        '--disable-background-networking',
      ],
    },
  },
});
