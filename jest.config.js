export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.mjs' },
  coverageProvider: 'v8',
  testTimeout: 30_000,
  // Scenarios wait for the processes that they start: all cores, and not all but one.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/scripts/closing-line.mjs'],
};
