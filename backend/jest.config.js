/** Unit specs end in .spec.ts; specs that need PostgreSQL, Redis or other real parts end in .medium.spec.ts. */
export default {
  // Modules are loaded once per worker, not once per file: half of the time was loading.
  runner: 'jest-light-runner/child-process',
  setupFiles: ['<rootDir>/test/typescript.js'],
  setupFilesAfterEnv: ['<rootDir>/test/time-limit.js'],
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // Sweeps over every real file, and hundreds of killed sockets: `npm run test:long`.
  testPathIgnorePatterns: process.env.LONG_TESTS ? [] : ['\\.long\\.spec\\.ts$'],
  // Much of a spec is waiting for real parts: a worker for each core would leave them idle.
  maxWorkers: 3,
};
