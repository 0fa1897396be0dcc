// What findings mean for consumers: the order in which they come, and how they are counted.

import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/finding.ts';
import type { ConsumerVerdict } from '../../src/model/usage.ts';
import { countConsumers, hitsFirst } from '../../src/tasks/reliance.ts';
import { consumer, finding } from '../render/fixtures.ts';

const ACCEPTED = { fingerprint: '', reason: 'known', owner: 'ada', until: undefined };

function hit(fingerprint: string, ...verdicts: readonly ConsumerVerdict[]): Finding {
  return finding({ fingerprint, consumers: verdicts.map((verdict, at) => consumer(`c${at}`, verdict, 'amount')) });
}

test('what breaks a consumer comes first, then what puts one at risk, then what ends for one; within these the order stays', () => {
  const findings = [
    hit('1'),
    hit('2', 'unaffected', 'at risk'),
    hit('3', 'at risk', 'breaks'),
    hit('4', 'unaffected'),
    hit('5', 'breaks'),
    hit('6', 'at risk'),
    { ...hit('7', 'unaffected'), severity: 'deprecated' as const },
    { ...hit('8'), severity: 'deprecated' as const },
  ];
  expect(hitsFirst(findings).map(({ fingerprint }) => fingerprint)).toEqual(['3', '5', '2', '6', '7', '1', '4', '8']);
});

test.each<readonly [string, readonly Finding[], number, number]>([
  ['nothing', [], 0, 0],
  ['each by the gravest', [hit('1', 'at risk', 'breaks', 'breaks')], 1, 0],
  ['both', [hit('1', 'breaks'), hit('2', 'at risk', 'unaffected'), hit('3', 'at risk')], 1, 2],
  ['none for what is unaffected or has no contract', [hit('1', 'unaffected'), hit('2')], 0, 0],
  ['none for what is accepted', [{ ...hit('1', 'breaks'), acknowledgement: ACCEPTED }], 0, 0],
])('counts %s', (_, findings, breaks, atRisk) => {
  expect(countConsumers(findings)).toEqual({ breaks, atRisk });
});
