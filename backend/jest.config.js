/** Unit specs end in .spec.ts; specs that need PostgreSQL, Redis or other real parts end in .medium.spec.ts. */
export default {
  testEnvironment: './test/node-environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // Sweeps over every real file, and hundreds of killed sockets: `npm run test:long`.
  testPathIgnorePatterns: process.env.LONG_TESTS ? [] : ['\\.long\\.spec\\.ts$'],
  // Much of a spec is waiting for real parts: a worker for each core would leave them idle.
  maxWorkers: 3,
  testTimeout: 60_000,
};
