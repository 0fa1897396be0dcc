// What judges go by in tests.

/** The policy where a test says nothing else. */
export const POLICY = {
  profile: 'tolerant',
  sdk: false,
  overrides: {},
  acknowledgements: [],
  today: '2026-11-22',
} as const;
