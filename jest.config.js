export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.mjs' },
  coverageProvider: 'v8',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/scripts/closing-line.mjs'],
};
