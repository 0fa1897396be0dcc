// Writes src/rules/README.md out of the catalogue; with --check it only says whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Grade, Profile, Rule, RuleExample } from '../src/model/rule.ts';
import { PROFILES } from '../src/model/rule.ts';
import { RULES, RULES_BY_SUBJECT } from '../src/rules/catalogue.ts';

const README = new URL('../src/rules/README.md', import.meta.url);

/** What the two sides of an example are, where they are not two documents. */
const SIDES: Readonly<Partial<Record<RuleExample['as'], readonly [string, string]>>> = {
  contract: ['Contract', 'Operation'],
  live: ['Contract', 'Answer'],
  call: ['Call', 'What came of it'],
  calls: ['Limits', 'What came of calls'],
  credential: ['Credential', 'How it is found'],
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const text = readme();
if (!values.check) writeFileSync(README, text);
else if (text !== current()) {
  process.stderr.write('`src/rules/README.md` is out of date; run `npm run rules:readme`\n');
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(README, 'utf8');
  } catch {
    return undefined;
  }
}

function readme(): string {
  return `# The rules

Written by \`npm run rules:readme\` out of the records in this folder; edit those.

A rule says how grave one kind of change is. A finding names it with its direction in front: \`response/property-removed\`.
\`strict\` is pure inclusion; \`tolerant\` is a careful client that ignores what it does not know. Of several rules on one
kind the first that fits has the change. Where a change reaches nothing but error responses, \`tolerant\` takes \`risky\`
for \`breaking\`, but for an answer that a contract expects.

There are ${RULES.length} rules. The example of each is run by the tests. A \`schema\` stands for the property
\`field\` of a request and of its response, an \`operation\` for that of \`POST /things\`. A \`contract\` stands for an interaction
that calls \`POST /things\`, and is held against the operation below it, or for one that calls \`GET /things\`, and is held
against the answer. \`samples\` are so many responses of \`GET /things\`, which are compared with
those below them, and \`headers\` the header fields of one. \`sign-in\` stands for metadata of the authorization server
\`https://login.example.com\`, or for a whole document of metadata. A \`call\` is one of an API, and what came of it stands
below it; \`calls\` are so many, held against the limits; a \`credential\` is one of the configuration, and how it is found
stands below it.

${[...RULES_BY_SUBJECT].map(([subject, rules]) => table(subject, rules)).join('\n')}
${[...RULES_BY_SUBJECT.values()].flat().map(explanation).join('\n')}`;
}

function table(subject: string, rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](#${rule.id}) | \`${rule.on}\` | ${severities(rule, 'strict')} | ${severities(rule, 'tolerant')} | ${rule.title} |`,
  );
  return `## ${subject}

| rule | kind of change | ${PROFILES.join(' | ')} | what it finds |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function severities(rule: Rule, profile: Profile): string {
  return Object.entries(rule.severity)
    .map(([direction, grade]) => `${direction} ${inProfile(grade, profile)}`)
    .join('<br>');
}

function inProfile(grade: Grade, profile: Profile): string {
  return typeof grade === 'string' ? grade : grade[profile];
}

function explanation({ id, why, example }: Rule): string {
  const [before, after] = SIDES[example.as] ?? [`Before (${example.as})`, 'After'];
  return `### ${id}

${why}

${before}:

\`\`\`yaml
${example.before}
\`\`\`

${after}:

\`\`\`yaml
${example.after}
\`\`\`
`;
}
