// Issues on GitHub by desired state: what is written for which history, and what is left alone.

import { expect, test } from '@jest/globals';
import type { GitHubNotifyConfig } from '../../../src/config/notify.ts';
import type { ApiReport } from '../../../src/model/report.ts';
import { type Mention, markerLine, stateOf } from '../../../src/render/issue-marker.ts';
import { isInContract } from '../../provider/github/document.ts';
import { type Fault, githubStub, type Stub, type StubOptions } from '../../provider/github/stub.ts';
import { api, finding, impact, payments, unknownApi } from '../../render/fixtures.ts';
import { hostileReport, withoutCode } from '../../render/hostile.ts';
import { desk } from './github-desk.ts';

const EVE = { login: 'eve', type: 'User' } as const;
const FORGED = {
  ...{ api: 'stripe', finding: undefined, revision: 1, parts: 1, findings: [] },
  ...{ asOf: undefined, told: undefined, duplicateOf: undefined },
};

/** A finding for each letter. */
function drift(letters: string, accepted = ''): ApiReport {
  const findings = [...letters].map((letter) =>
    finding({
      fingerprint: printOf(letter),
      message: `property \`${letter}\` is gone from the response`,
      ...(accepted.includes(letter) && {
        acknowledgement: { fingerprint: printOf(letter), reason: 'not read', owner: 'ada', until: '2030-12-31' },
      }),
    }),
  );
  return api('stripe', { findings });
}

/** The same API, of whose document not all is known; lower case letters are of it, and upper case ones of its samples. */
function blind(letters: string, ...unknown: readonly ('document' | 'samples')[]): ApiReport {
  const seen = drift(letters);
  const reason = unknownApi('stripe').unknown;
  return {
    ...seen,
    outcome: unknown.length > 0 ? 'unknown' : seen.outcome,
    unknown: unknown.length > 0 ? reason : undefined,
    looked: (['document', 'samples'] as const).map((part) => ({
      part,
      unknown: unknown.includes(part) ? reason : undefined,
    })),
    findings: seen.findings.map((each) =>
      /`[A-Z]`/.test(each.message) ? { ...each, change: { ...each.change, kind: 'sample.field-gone' as const } } : each,
    ),
  };
}

function mentions(letters: string): readonly Mention[] {
  return [...letters].map((letter) => [printOf(letter), '']);
}

function printOf(letter: string): string {
  return letter.charCodeAt(0).toString(16).padStart(16, '0');
}

/** What somebody does: a run of ours, or a person. */
type Act = ApiReport | 'close' | 'tick' | ((stub: Stub) => void);

/** Plays a history and hands the stub over; each run must end without failure, with requests that GitHub takes. */
async function play(
  acts: readonly Act[],
  config: Partial<GitHubNotifyConfig> = {},
  options: StubOptions = {},
  look: (stub: Stub) => void = () => {},
): Promise<void> {
  await using stub = await githubStub(options);
  await using at = desk(stub);
  for (const act of acts) {
    const last = stub.issues.at(-1);
    if (typeof act === 'function') act(stub);
    else if (act === 'close' && last !== undefined) last.state = 'closed';
    else if (act === 'tick' && last !== undefined) last.body = last.body.replace('- [ ]', '- [x]');
    else if (typeof act === 'object') expect(await at.run([act], { config })).toMatchObject({ failures: [] });
    stub.changed();
    stub.pass(60_000);
  }
  expect(stub.problems).toEqual([]);
  expect(stub.asked.filter((one) => !isInContract(one))).toEqual([]);
  look(stub);
}

test('an issue, whole', async () => {
  const config = {
    assignees: ['ada', 'gone'],
    labels: ['drift'],
    owners: { 'pay*': ['bob', 'acme/payments'], x: ['eve'] },
  };
  await play([payments], config, { collaborators: ['ada', 'bob', 'eve'] }, ({ issues }) => {
    expect(issues).toHaveLength(1);
    const [issue] = issues;
    expect(issue).toMatchObject({
      title: 'payments: 1 breaking, 2 risky, 2 deprecated',
      labels: ['driftgate', 'drift'],
      assignees: ['ada', 'bob'],
      state: 'open',
    });
    expect(
      issue?.body,
    ).toBe(`phone-agent breaks, web-shop is at risk, billing is unclear · 1 breaking, 2 risky, 2 deprecated · \`2024-06-20\` (2026-10-01) → \`2024-09-30\`

| consumer | verdict | break it | at risk | deprecated | operations used | fields read | owner |
|---|---|--:|--:|--:|--:|--:|---|
| phone-agent | ✖ **breaks** | 1 | 1 | 0 | 2 of 12 | 4 |  |
| web-shop | ▲ **at risk** | 0 | 1 | 1 | 3 of 12 | 7 |  |
| billing | ? **unclear** | 0 | 0 | 0 | 1 of 12 | 1 | ada |

Owners: @acme/payments

**What to do**

- change the code that it breaks
- or accept it for a time: \`driftgate accept FINGERPRINT --reason "…" --owner "…" --until DATE\`
- or, when the code is ready for the whole new version, move the baseline: \`driftgate accept payments\`

Not told here: 2 info.

<details><summary>1 accepted</summary>

- \`receipt_url\` may now be \`null\` · breaking, accepted by ada until 2026-12-31: we never read it · \`response/null-allowed\` · \`fa032b41ac48ee69\`

</details>

### ✖ 1 finding breaks a consumer

- [ ] <!-- 5aa0c7d1e2f3b496 -->**property \`memo\` is gone from the request**\\
  \`phone-agent\` **breaks**: it sends what is refused now · \`list charges\` · \`memo\` · \`contracts/phone-agent.json:12\`\\
  \`web-shop\` **is at risk**: \`list charges\` reads \`memo\` · \`contracts/web-shop.json:12\`\\
  1 consumer is unaffected\\
  \`GET /v1/charges\` · \`200\` · \`data[].amount\`\\
  <sub>old spec line 144 · \`request/property-removed\` · \`5aa0c7d1e2f3b496\`</sub>

### ▲ 1 finding puts a consumer at risk

- [ ] <!-- 77d0aa41be05c9f2 -->**\`status\` may now be \`"requires_action"\`**\\
  \`phone-agent\` **is at risk**: \`list charges\` reads \`data[].status\` · \`contracts/phone-agent.json:12\`\\
  \`GET /v1/charges\` · \`200\` · \`data[].status\`\\
  \`GET /v1/charges/{charge}\` · \`200\` · \`status\`\\
  <sub>old spec line 149, new spec line 151 · \`response/enum-value-added\` · \`77d0aa41be05c9f2\`</sub>

### ▼ 1 finding deprecates what a consumer uses

- [ ] <!-- 1d00f5c3b2a49687 -->**\`total\` is deprecated**\\
  \`web-shop\` **uses it**: \`list charges\` reads \`total\` · \`contracts/web-shop.json:12\`\\
  1 consumer is unaffected\\
  \`POST /v1/refunds\`\\
  <sub>old spec line 125, new spec line 125 · \`transport/operation-deprecated\` · \`1d00f5c3b2a49687\`</sub>

### 2 findings that hit no contract

- [ ] <!-- 6bb1d8e2f3a4c507 -->**property \`amount\` is gone from the response**\\
  \`GET /v1/charges\` · \`200\` · \`data[].amount\`\\
  <sub>old spec line 144 · \`response/property-removed\` · \`6bb1d8e2f3a4c507\`</sub>
- [ ] <!-- c40be2d97f1a6683 -->**\`POST /v1/refunds\` is deprecated**\\
  <sub>old spec line 125, new spec line 125 · \`transport/operation-deprecated\` · \`c40be2d97f1a6683\`</sub>

<sub>Driftgate rewrites this text as payments goes on, and tells changes in comments; ticks stay. Take the label off, and it leaves this issue alone.</sub>

<!-- driftgate {"api":"payments","revision":1,"parts":1,"asOf":"2026\\u002d01\\u002d01T00:00:00.000Z","findings":[["5aa0c7d1e2f3b496","property \`memo\` is gone from the request"],["77d0aa41be05c9f2","\`status\` may now be \`\\"requires_action\\"\`"],["1d00f5c3b2a49687","\`total\` is deprecated"],["6bb1d8e2f3a4c507","property \`amount\` is gone from the response"],["c40be2d97f1a6683","\`POST /v1/refunds\` is deprecated"]]} -->`);
  });
});

const POLICIES = ['never', 'new findings', 'always'] as const;

test.each<[string, readonly Act[], Readonly<Record<(typeof POLICIES)[number], readonly string[]>>]>([
  [
    'closed by a person, nothing new',
    [drift('ab'), 'close', drift('ab')],
    { never: ['closed ab'], 'new findings': ['closed ab'], always: ['open ab'] },
  ],
  [
    'closed by a person, fewer',
    [drift('ab'), 'close', drift('a')],
    { never: ['closed a'], 'new findings': ['closed a'], always: ['open a'] },
  ],
  [
    'closed by a person, something new',
    [drift('ab'), 'close', drift('abc')],
    { never: ['closed ab', 'open abc'], 'new findings': ['open abc'], always: ['open abc'] },
  ],
  [
    'closed by a person, gone, and there again',
    [drift('a'), 'close', drift(''), drift('a')],
    { never: ['closed ', 'open a'], 'new findings': ['open a'], always: ['open a'] },
  ],
  [
    'gone, and there again',
    [drift('a'), drift(''), drift('a')],
    { never: ['closed ', 'open a'], 'new findings': ['open a'], always: ['open a'] },
  ],
  [
    'gone, and something else',
    [drift('a'), drift(''), drift('b')],
    { never: ['closed ', 'open b'], 'new findings': ['open b'], always: ['open b'] },
  ],
])('reopening: %s', async (_, acts, expected) => {
  for (const reopen of POLICIES)
    await play(acts, { reopen }, {}, (stub) => expect(told(stub)).toEqual(expected[reopen]));
});

test.each<[string, readonly Act[], readonly string[], readonly string[]]>([
  ['nothing drifts', [drift('')], [], []],
  ['told twice', [drift('ab'), drift('ab')], ['open ab'], []],
  ['grows', [drift('a'), drift('abc')], ['open abc'], ['2 new; 3 left']],
  ['shrinks', [drift('abc'), drift('c')], ['open c'], ['2 gone; 1 left']],
  ['both', [drift('abc'), drift('cd')], ['open cd'], ['1 new, 2 gone; 2 left']],
  ['gone', [drift('ab'), drift('')], ['closed '], ['2 gone; 0 left']],
  ['accepted', [drift('ab'), drift('ab', 'ab')], ['closed '], ['2 accepted; 0 left']],
  ['one gone, one accepted', [drift('abc'), drift('bc', 'b')], ['open c'], ['1 gone, 1 accepted; 1 left']],
  ['accepted no longer', [drift('a', 'a'), drift('a')], ['open a'], []],
  ['unknown', [drift('ab'), unknownApi('stripe')], ['open ab'], []],
  ['unknown at first', [unknownApi('stripe')], [], []],
  [
    'unknown, with findings',
    [drift('ab'), { ...unknownApi('stripe'), findings: drift('a').findings }],
    ['open ab'],
    [],
  ],
  ['unknown, with something new', [drift('ab'), blind('c', 'document')], ['open cab'], ['1 new; 3 left']],
  ['unknown at first, with findings', [blind('a', 'samples')], ['open a'], []],
  [
    'of two parts one not looked at, of the other all is gone',
    [blind('aB'), blind('', 'samples')],
    ['open B'],
    ['1 gone; 1 left'],
  ],
  [
    'of two parts one not looked at, then it is there still',
    [blind('aB'), blind('', 'samples'), blind('B')],
    ['open B'],
    ['1 gone; 1 left'],
  ],
  [
    'of two parts one not looked at, then it is gone',
    [blind('aB'), blind('a', 'samples'), blind('a')],
    ['open a'],
    ['1 gone; 1 left'],
  ],
  ['a part that nobody asked for', [blind('aB'), drift('a'), drift('')], ['open B'], ['1 gone; 1 left']],
  ['closed by a person, and then not looked at', [blind('aB'), 'close', blind('a', 'samples')], ['closed aB'], []],
  ['closed by a person, and fewer: no comment', [drift('ab'), 'close', drift('a')], ['closed a'], []],
  [
    'settled, and opened by a person',
    [drift('a'), drift(''), ({ issues: [issue] }) => Object.assign(issue ?? {}, { state: 'open' }), drift('')],
    ['open '],
    ['1 gone; 0 left'],
  ],
  [
    'the label taken off',
    [drift('a'), ({ issues: [issue] }) => Object.assign(issue ?? {}, { labels: [] }), drift('a')],
    ['open a', 'open a'],
    [],
  ],
])('a history: %s', async (_, acts, issues, comments) => {
  await play(acts, {}, {}, (stub) => {
    expect(told(stub)).toEqual(issues);
    expect(stub.comments.map(({ body }) => /\*\*(.*)\*\*/.exec(body)?.[1])).toEqual(comments);
  });
});

test('a comment says what is new and what is gone, and who accepted it', async () => {
  await play([drift('abc'), drift('bcd', 'b')], {}, {}, ({ comments }) => {
    expect(comments[0]?.body).toBe(`**1 new, 1 gone, 1 accepted; 2 left**

New:

- property \`d\` is gone from the response · \`${printOf('d')}\`

Gone:

- property \`a\` is gone from the response · \`${printOf('a')}\`

Accepted:

- property \`b\` is gone from the response · \`${printOf('b')}\` · accepted by ada until 2030-12-31: not read

${markerLine({ changes: 2, state: stateOf(mentions('cd')) })}`);
  });
});

test('nothing is written, and no comment is read, where nothing changed', async () => {
  await play([drift('ab'), drift('ab')], {}, {}, ({ asked }) => {
    expect(asked.slice(-1).map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /repos/acme/phone/issues']);
    expect(asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });
});

test('an issue stays open where the configuration says so', async () => {
  await play([drift('a'), drift('')], { closeWhenGone: false }, {}, (stub) => expect(told(stub)).toEqual(['open ']));
});

test('ticks stay as long as their finding does', async () => {
  await play([drift('ab'), 'tick', drift('abc')], {}, {}, ({ issues }) => {
    expect(issues[0]?.body).toContain(`- [x] <!-- ${printOf('a')} -->`);
    expect(issues[0]?.body).toContain(`- [ ] <!-- ${printOf('c')} -->`);
  });
});

test('one issue for each finding', async () => {
  await play([drift('ab'), drift('bc')], { per: 'finding' }, {}, (stub) => {
    expect(told(stub)).toEqual(['closed ', 'open b', 'open c']);
    expect(stub.issues.map(({ title }) => title)).toEqual(
      ['a', 'b', 'c'].map((letter) => `stripe: property \`${letter}\` is gone from the response`),
    );
  });
});

test('of issues for each finding those stay as they are that were not looked at', async () => {
  const config = { per: 'finding' } as const;
  await play([blind('aB'), blind('', 'samples')], config, {}, (stub) => {
    expect(told(stub)).toEqual(['closed ', 'open B']);
    expect(stub.issues[1]?.body).toBe(stub.issues[1]?.first);
    expect(stub.comments).toHaveLength(1);
  });
});

test('what was not looked at is said so, with the reason, and keeps its tick', async () => {
  await play(
    [
      blind('aB'),
      ({ issues: [issue] }) => Object.assign(issue ?? {}, { body: issue?.body.replaceAll('- [ ]', '- [x]') }),
      blind('ac', 'samples'),
    ],
    {},
    {},
    ({ issues }) => {
      expect(issues[0]?.title).toBe('stripe: 2 breaking, 1 not looked at');
      expect(issues[0]?.body).toContain(
        '**? could not look at all of it:** `https://crm.example.com/openapi.json` answers 401',
      );
      expect(issues[0]?.body).toContain(`### ? 1 not looked at this time

- [x] <!-- ${printOf('B')} -->property \`B\` is gone from the response · \`${printOf('B')}\`

<sub>`);
    },
  );
});

test.each([
  [100, ['100 new; 200 left', '100 gone; 100 left']],
  [900, ['900 new; 1800 left']],
])('not looked at were %i: texts are no longer than GitHub takes', async (count, changes) => {
  const many = (from: number, length: number, parts: Partial<ApiReport>) =>
    api('stripe', {
      findings: Array.from({ length }, (_, index) =>
        finding({ fingerprint: (from + index).toString(16).padStart(16, 'a'), message: `\`${'long'.repeat(30)}\`` }),
      ),
      ...parts,
    });
  const { outcome, unknown, looked } = unknownApi('stripe');
  const acts = [many(0, count, {}), many(1000, count, { outcome, unknown, looked }), many(1000, count, {})];
  await play(acts, {}, {}, ({ issues, comments }) => {
    for (const { body } of [...issues, ...comments]) expect(body.length).toBeLessThanOrEqual(65_536);
    expect(issues[0]?.title).toBe(`stripe: ${count} breaking`);
    expect(comments.map(({ body }) => /^\*\*(.*; .* left)\*\*/.exec(body)?.[1]).filter(Boolean)).toEqual(
      // Of very many not all that goes is told.
      count > 500 ? [...changes, expect.stringMatching(/^\d+ gone; 900 left$/)] : changes,
    );
  });
});

test('from one issue for the API to one for each finding', async () => {
  await using stub = await githubStub();
  await using at = desk(stub);
  await at.run([drift('ab')]);
  await at.run([drift('ab')], { config: { per: 'finding' } });
  expect(told(stub)).toEqual(['closed ', 'open a', 'open b']);
});

test.each<[string, (stub: Stub) => void, readonly string[]]>([
  [
    'with our label and no marker',
    (stub) => stub.add({ title: 'Driftgate is great', labels: ['driftgate'], user: EVE }),
    ['open a'],
  ],
  ['with our marker and no label', (stub) => stub.add({ body: markerLine(FORGED), user: EVE }), ['open a']],
  [
    'with a forged marker, and our label by a template',
    (stub) => stub.add({ body: markerLine(FORGED), labels: ['driftgate'], user: EVE }),
    ['open a'],
  ],
  [
    'of another API',
    (stub) => stub.add({ body: markerLine({ ...FORGED, api: 'crm' }), labels: ['driftgate'] }),
    ['open a'],
  ],
  [
    'with a broken marker',
    (stub) => stub.add({ body: '<!-- driftgate {"api":"stripe", -->', labels: ['driftgate'] }),
    ['open a'],
  ],
  [
    'with a marker that is code',
    (stub) => stub.add({ body: `x \`${markerLine(FORGED)}\``, labels: ['driftgate'] }),
    ['open a'],
  ],
])('an issue of a stranger is left alone: %s', async (_, forge, expected) => {
  await play([forge, drift('a')], {}, {}, (stub) => {
    const [foreign, ...own] = stub.issues;
    expect(foreign).toMatchObject({ body: foreign?.first, state: 'open' });
    expect(stub.comments).toEqual([]);
    expect(told({ ...stub, issues: own })).toEqual(expected);
  });
});

test('a stranger’s comment with a forged marker stands for none of ours', async () => {
  const forged = markerLine({ changes: 2, state: '' });
  await play(
    [drift('a'), (stub) => stub.say(1, `Never mind.\n\n${forged}`, EVE), drift('ab')],
    {},
    {},
    ({ comments }) => {
      expect(comments.map(({ user, body }) => [user.login, body.startsWith('**1 new')])).toEqual([
        ['eve', false],
        ['driftgate[bot]', true],
      ]);
    },
  );
});

test('an issue that a person of the repository opened with our token is ours', async () => {
  const options: StubOptions = { user: { login: 'ada', type: 'User' }, collaborators: ['ada'] };
  await play([drift('a'), drift('ab')], {}, options, (stub) => expect(told(stub)).toEqual(['open ab']));
});

test('a long text continues in comments, which are emptied when it is short again', async () => {
  const impacts = Array.from({ length: 60 }, (_, at) => impact({ operation: `GET /v1/${'long/'.repeat(20)}${at}` }));
  const many = (count: number) =>
    api('stripe', {
      findings: Array.from({ length: count }, (_, at) =>
        finding({
          fingerprint: at.toString(16).padStart(16, 'a'),
          message: `property \`p${at}\` is gone`,
          change: { impacts },
        }),
      ),
    });
  const seen: number[] = [];
  const parts = (stub: Stub) => {
    const texts = [...stub.issues.map(({ body }) => body), ...stub.comments.map(({ body }) => body)];
    seen.push(stub.comments.filter(({ body }) => /"part":/.test(body) && body.includes('- [ ] <!--')).length);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(65_536);
    return texts.flatMap((text) => [...text.matchAll(/^- \[ \] <!-- (\w+) -->/gm)].map(([, print]) => print));
  };
  await play([many(60), (stub) => expect(new Set(parts(stub)).size).toBe(60), many(3), many(60)], {}, {}, (stub) => {
    expect(parts(stub)).toHaveLength(60);
    expect(stub.comments.filter(({ body }) => /"part":/.test(body))).toHaveLength(seen[0] ?? 0);
    expect(seen).toEqual([seen[0], seen[0]]);
    expect(seen[0]).toBeGreaterThan(1);
  });
});

test('of very many findings the gravest are told, and a line says how many are not', async () => {
  const impacts = Array.from({ length: 20 }, (_, at) => impact({ operation: `GET /v1/${'long/'.repeat(30)}${at}` }));
  const findings = Array.from({ length: 2000 }, (_, at) =>
    finding({ fingerprint: at.toString(16).padStart(16, 'b'), change: { impacts } }),
  );
  await play([api('stripe', { findings }), api('stripe', { findings })], {}, {}, ({ issues, comments, asked }) => {
    const told = [...issues, ...comments].flatMap(({ body }) => body.match(/^- \[ \] <!--/gm) ?? []).length;
    const [, left] = /\*\*(\d+) more findings: /.exec(comments.at(-1)?.body ?? '') ?? [];
    expect(told + Number(left)).toBe(2000);
    expect(comments).toHaveLength(9);
    expect(asked.at(-1)?.method).toBe('GET');
  });
});

test('killed when the issue was just opened, and run again at once: still one issue, although lists lag', async () => {
  await using stub = await githubStub({ lag: 6000 });
  await using at = desk(stub);
  // The label is looked for and made within one call: list, label, issue.
  await expect(at.run([drift('a')], { killAt: { call: 3, done: true } })).rejects.toThrow('killed');
  expect(told(stub)).toEqual(['open a']);
  await at.run([drift('ab')]);
  expect(told(stub)).toEqual(['open ab']);
});

test.each<[string, Fault, string, number]>([
  ['the token is refused', '401', 'unauthorized', 1],
  ['issues are switched off', '410', 'http-status', 2],
  ['GitHub is away', 'dropped', 'connection', 1],
])('what cannot be told stays in the outbox, and is told by the next run: %s', async (_, fault, code, tried) => {
  let away = true;
  await using stub = await githubStub({ fault: () => (away ? fault : undefined) });
  await using at = desk(stub);
  const { failures } = await at.run([drift('a'), { ...drift('b'), api: 'crm' }]);
  expect(failures.map((failure) => failure.code)).toEqual(Array.from({ length: tried }, () => code));
  expect((await at.outbox.waiting()).letters.map(({ about }) => about)).toEqual(['crm', 'stripe']);
  away = false;
  expect(await at.run([drift('ac')])).toMatchObject({ failures: [] });
  expect(stub.issues.map(({ title }) => title).sort()).toEqual(['crm: 1 breaking', 'stripe: 2 breaking']);
  expect((await at.outbox.waiting()).letters).toEqual([]);
});

test('what was seen earlier and is told later changes nothing', async () => {
  let away = true;
  await using stub = await githubStub({ fault: () => (away ? 'dropped' : undefined) });
  await using at = desk(stub);
  await at.run([drift('a')], { elsewhere: true });
  away = false;
  stub.pass(60_000);
  await at.run([drift('bc')]);
  stub.pass(60_000);
  expect(await at.run([], { elsewhere: true })).toMatchObject({ failures: [] });
  expect(told(stub)).toEqual(['open bc']);
  expect(stub.comments).toEqual([]);
});

test('a letter that this version cannot read is ticked off, and that is said', async () => {
  await using stub = await githubStub();
  await using at = desk(stub);
  await at.outbox.put('github', { about: 'stripe', content: { issues: 7 } });
  const { lines, failures } = await at.run([]);
  expect({ lines, failures }).toEqual({
    lines: ['what was to be told of `stripe` is of another version, and is not told'],
    failures: [],
  });
  expect((await at.outbox.waiting()).letters).toEqual([]);
});

test('a comment on what did not last, of a run that was killed before the text said so, tells of it no longer', async () => {
  await using stub = await githubStub();
  await using at = desk(stub);
  await at.run([drift('a')]);
  // Issues, comments, and then the comment that is written.
  await expect(at.run([drift('ab')], { killAt: { call: 3, done: true } })).rejects.toThrow('killed');
  expect(stub.comments[0]?.body).toContain('1 new');
  await at.run([drift('a')]);
  expect(stub.comments.map(({ body }) => body)).toEqual([
    `_What this told of did not last._\n\n${markerLine({ changes: 2, state: stateOf(mentions('ab')) })}`,
  ]);
  await at.run([drift('ac')]);
  expect(stub.comments).toHaveLength(1);
  expect(stub.comments[0]?.body).toContain('1 new; 2 left');
});

test('nothing that a stranger wrote fires, in title, body or comment', async () => {
  const hostile = hostileReport().apis.filter(({ outcome }) => outcome !== 'unknown');
  await using stub = await githubStub();
  await using at = desk(stub);
  const given = hostile.map((each, at) => ({
    ...each,
    api: `api-${at}`,
    findings: each.findings.map((one, index) => ({
      ...one,
      fingerprint: `${at}${index}`.padStart(16, '0'),
      acknowledgement: undefined,
    })),
  }));
  for (const per of ['api', 'finding'] as const) {
    await at.run(given, { config: { on: ['any'], per } });
    await at.run(
      given.map((each) => ({ ...each, findings: [] })),
      { config: { on: ['any'], per } },
    );
  }
  expect(stub.issues.length).toBeGreaterThan(5);
  const texts = [...stub.issues.flatMap(({ first, body }) => [first, body]), ...stub.comments.map(({ body }) => body)];
  const prose = texts
    .map((text) => withoutCode(text.replace(/<!-- driftgate .*-->$|<!-- [0-9a-f]{16} -->/gm, '')))
    .join('\n');
  for (const pattern of FIRES) expect(prose).not.toMatch(pattern);
  for (const { title } of stub.issues) expect(title).not.toMatch(/@\w|#\d|\p{Cc}|(?!\u200b)\p{Cf}/u);
});

const FIRES = [
  /@(?!&#8203;)\w/,
  /#\d(?!203;)/,
  /GH-\d/,
  /:\/\/|www\./,
  /(?<!\\)\[(?![ x]\])/,
  /(?<!\\)<(?!\/?(?:sub|details|summary)>)/,
  /:\w+:/,
  /(?<!\\)`/,
  /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
];

/** The issues that are no duplicates: their states, and the letters of their findings. */
function told({ issues }: Pick<Stub, 'issues'>): readonly string[] {
  return issues.map(({ state, body }) => {
    const prints = [...body.matchAll(/^- \[[ x]\] <!-- ([0-9a-f]{16}) -->/gm)];
    return `${state} ${prints.map(([, print = '']) => String.fromCharCode(Number.parseInt(print, 16))).join('')}`;
  });
}
