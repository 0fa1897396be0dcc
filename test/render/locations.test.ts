// Where a finding is: in a file that is at hand, and that whoever is hit would open first.

import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/finding.ts';
import type { ApiReport } from '../../src/model/report.ts';
import { type FileLocation, locationsOf, loudnessOf, NOWHERE, type Whereabouts } from '../../src/render/locations.ts';
import { api, consumer, coverage, finding, reliedOn, snapshot } from './fixtures.ts';

const CONFIGURED: Whereabouts = { ...NOWHERE, config: { file: 'driftgate.yaml', lineOf: () => 7 } };
const ELSEWHERE: Whereabouts = { folder: 'services/phone/', snapshots: 'kept', config: undefined };
const named = (name: string) => ({ ...snapshot('1'), name });
const both = finding({ change: { new: { pointer: '/b' } } });
const hit = finding({
  consumers: [consumer('a', 'unaffected'), consumer('b', 'at risk', 'x'), consumer('c', 'breaks', 'x')],
});

test.each<readonly [string, Finding, Partial<ApiReport>, Whereabouts, readonly FileLocation[]]>([
  [
    'the contracts that are hit, hardest first, then the baseline',
    hit,
    {},
    NOWHERE,
    [
      { file: 'contracts/c.json', line: 12 },
      { file: 'contracts/b.json', line: 12 },
      { file: 'snapshots/stripe/spec.json', line: 144 },
    ],
  ],
  [
    'the baseline, where the new document is a URL',
    both,
    {},
    NOWHERE,
    [{ file: 'snapshots/stripe/spec.json', line: 144 }],
  ],
  [
    'the new document before the old one, where both are files',
    both,
    { baseline: named('old.yaml'), current: named('docs\\new.yaml') },
    NOWHERE,
    [
      { file: 'docs/new.yaml', line: 102 },
      { file: 'old.yaml', line: 144 },
    ],
  ],
  [
    'a further file of the document',
    finding({ change: { old: null, new: { pointer: 'schemas/a.yaml#/properties/b' } } }),
    { current: named('docs/new.yaml') },
    NOWHERE,
    [{ file: 'docs/schemas/a.yaml', line: 128 }],
  ],
  [
    'a further file of a baseline, which is kept with the others',
    finding({ change: { old: { pointer: 'a.yaml#/b' } } }),
    {},
    NOWHERE,
    [{ file: 'snapshots/stripe/files.json', line: undefined }],
  ],
  [
    'the folder of the configuration',
    both,
    {},
    ELSEWHERE,
    [{ file: 'services/phone/kept/stripe/spec.json', line: 144 }],
  ],
  [
    'the configuration, where nothing else is at hand',
    both,
    { baseline: undefined },
    CONFIGURED,
    [{ file: 'driftgate.yaml', line: 7 }],
  ],
  ['nowhere', both, { baseline: named('git:main:a.yaml') }, NOWHERE, []],
])('%s', (_, given, parts, where, locations) => {
  expect(locationsOf(given, api('stripe', parts), where)).toEqual(locations);
});

const accepted = { fingerprint: '', reason: '', owner: '', until: undefined };

test.each<readonly [string, Finding, string]>([
  ['what is breaking', finding(), 'error'],
  ['what is risky', finding({ severity: 'risky' }), 'warning'],
  ['what is deprecated', finding({ severity: 'deprecated' }), 'warning'],
  ['what is info', finding({ severity: 'info' }), 'note'],
  ['what was accepted', finding({ acknowledgement: accepted }), 'note'],
  ['what the baseline had too', finding({ change: { facts: { known: true } } }), 'warning'],
  ['what breaks a consumer', finding({ severity: 'risky', consumers: [consumer('a', 'breaks', 'x')] }), 'error'],
  ['what puts one at risk', finding({ consumers: [consumer('a', 'at risk', 'x')] }), 'warning'],
  [
    'what is used and deprecated',
    finding({ severity: 'deprecated', consumers: [consumer('a', 'unaffected', 'x')] }),
    'warning',
  ],
  ['what hits no consumer', finding({ consumers: [consumer('a', 'unaffected')] }), 'note'],
])('%s is told as loud as it is', (_, given, loudness) => {
  expect(loudnessOf(given, api('stripe', { findings: [given] }))).toBe(loudness);
});

test('with contracts that say nothing of it, breaking is a note', () => {
  expect(loudnessOf(finding(), reliedOn('stripe', [finding()], coverage('a')))).toBe('note');
});
