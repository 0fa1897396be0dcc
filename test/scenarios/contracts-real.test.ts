// Contracts as developers write them, of every kind, against what vendors really changed, through the command line.

import { join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { CORPUS, onCorpus, titled } from '../compare/corpus.ts';
import { type Stage, stage } from './stage.ts';

let set: Stage;
beforeEach(() => {
  set = stage();
});
afterEach(() => set.remove());

interface Real {
  readonly pair: string;
  readonly extension: string;
  readonly contract: string;
  readonly consumer: string;
  /** Of each finding that touches the contract: message, interaction, field. */
  readonly hits: readonly (readonly [message: string, interaction: string, field: string | null])[];
  /** How the rest is counted. */
  readonly rest: string;
  /** How many of the operations that drifted are in no contract. */
  readonly uncovered: number;
  /** What of the API the contract uses. */
  readonly operations: { readonly used: number; readonly total: number };
}

const REAL: Readonly<Record<string, Real>> = {
  'a Pact file (v4) with Stripe': {
    pair: 'stripe-spec3-3',
    extension: 'yaml',
    contract: 'shop-stripe.json',
    consumer: 'shop',
    hits: [
      ['`refunds` may now be `null`', 'say whether a charge was given back', 'refunds.data[].amount'],
      ['property `charges` is gone from the response', 'see what was paid for an order', 'charges.data[].id'],
    ],
    rest: '14 breaking, 2 info',
    uncovered: 454,
    operations: { used: 3, total: 457 },
  },
  'a manifest with Linode': {
    pair: 'linode-api-1',
    extension: 'yaml',
    contract: 'bill-calculator.yaml',
    consumer: 'bill-calculator',
    hits: [
      ['operation `GET /databases/mongodb/instances` is gone', 'count the MongoDB clusters', null],
      ['property `mongodb` is gone from the response', 'price the database plans', 'data[].engines.mongodb[].quantity'],
    ],
    rest: '12 breaking, 1 info',
    uncovered: 13,
    operations: { used: 3, total: 350 },
  },
  'a HAR recording with Twilio': {
    pair: 'twilio-api-1',
    extension: 'json',
    contract: 'table-reminders.har',
    consumer: 'table-reminders',
    hits: [
      ['operation `GET /2010-04-01/SafeList/Numbers.json` is gone', 'GET /2010-04-01/SafeList/Numbers.json', null],
    ],
    rest: '2 breaking, 1 info',
    uncovered: 2,
    operations: { used: 2, total: 202 },
  },
};

onCorpus.each(Object.entries(REAL))(
  titled('%s: what touches it comes first, and the rest is softened and counted'),
  async (_, { pair, extension, contract, consumer, hits, rest, uncovered, operations }) => {
    const document = (side: string) => join(CORPUS, 'pairs', pair, `${side}.${extension}`);
    const args = [
      'diff',
      document('old'),
      document('new'),
      '--contract',
      join(import.meta.dirname, 'contracts-real', contract),
    ];
    const [text, json] = await Promise.all([set.run(args), set.run([...args, '--format', 'json', '--no-prove'])]);
    expect([text.code, json.code]).toEqual([1, 1]);

    const { consumers, apis } = JSON.parse(json.stdout);
    const [{ findings, reliance }] = apis;
    expect(consumers).toEqual({ breaks: hits.length, atRisk: 0 });
    expect(reliance.coverage).toMatchObject({ operations });
    expect(reliance.coverage.uncovered).toHaveLength(uncovered);
    expect(findings.slice(0, hits.length)).toMatchObject(
      hits.map(([message, interaction, field]) => ({
        message,
        consumers: [{ consumer, verdict: 'breaks', interaction, field, line: expect.any(Number) }],
      })),
    );
    const others = findings.slice(hits.length).flatMap((finding: { consumers: object[] }) => finding.consumers);
    expect(others.filter((impact: { verdict?: string }) => impact.verdict !== 'unaffected')).toEqual([]);

    const [first = '', softened = ''] = text.stdout.split(`\nNo contract is hit by the rest: ${rest}\n`);
    const said = first.replaceAll(/\s+/g, ' ');
    for (const [message, interaction, field] of hits) {
      expect(said).toContain(message);
      expect(said).toContain(`\`${interaction}\``);
      if (field !== null) expect(said).toContain(`reads \`${field}\``);
    }
    expect(first.match(/^ {2}✖ breaking /gm)).toHaveLength(hits.length);
    expect(softened).not.toMatch(/^ {2}✖ breaking /m);
    expect(softened.match(/^ {2}✖ [0-9a-f]{16} {2}/gm)).toHaveLength(Number.parseInt(rest, 10));
  },
);
