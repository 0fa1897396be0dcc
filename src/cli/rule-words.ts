// The catalogue of rules in words for the terminal.

import { Failure } from '../model/failure.ts';
import type { Grade, Profile, Rule, Severity } from '../model/rule.ts';
import { suggestion } from '../model/suggestion.ts';
import { RULES } from '../rules/catalogue.ts';
import { exampleDocuments } from '../rules/example.ts';
import { sidesOf } from '../tasks/rule-text.ts';

/** Every rule on a line: its name with each direction, its severity, what it finds. */
export function catalogueInWords(): string {
  const rows = RULES.flatMap((rule) =>
    gradesOf(rule).map(([direction, grade]) => [`${direction}/${rule.id}`, severityIn(grade, 'tolerant'), rule.title]),
  );
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [ids, severities] = [width(0), width(1)];
  const lines = rows.map(
    ([id = '', severity = '', title]) => `${id.padEnd(ids)}  ${severity.padEnd(severities)}  ${title}`,
  );
  return `${lines.join('\n')}\n`;
}

/** One rule: severities, reason and example. Raises {@link Failure} `usage` for a name that is none. */
export function ruleInWords(name: string): string {
  const slash = name.indexOf('/');
  const direction = slash < 0 ? undefined : name.slice(0, slash);
  const id = name.slice(slash + 1);
  const rule = RULES.find((each) => each.id === id);
  const grades = rule && gradesOf(rule).filter(([each]) => direction === undefined || each === direction);
  if (rule === undefined || grades === undefined || grades.length === 0) throw unknownRule(name);
  const { before, after } = exampleDocuments(rule.example);
  const [first, second] = sidesOf(rule.example);
  return [
    ...grades.map(([each, grade]) => `${each}/${rule.id}: ${gradeInWords(grade)}`),
    '',
    rule.title,
    rule.why,
    '',
    first,
    indented(before),
    second,
    indented(after),
  ].join('\n');
}

function gradesOf(rule: Rule): readonly (readonly [string, Grade])[] {
  return Object.entries(rule.severity);
}

function severityIn(grade: Grade, profile: Profile): Severity {
  return typeof grade === 'string' ? grade : grade[profile];
}

function gradeInWords(grade: Grade): string {
  return typeof grade === 'string' ? grade : `${grade.tolerant} (profile \`strict\`: ${grade.strict})`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function unknownRule(name: string): Failure {
  const known = RULES.flatMap((rule) => [rule.id, ...gradesOf(rule).map(([direction]) => `${direction}/${rule.id}`)]);
  return new Failure({
    code: 'usage',
    message: `\`${name}\` is no rule`,
    hint: suggestion(name, known, 'see `driftgate rules` for all of them'),
  });
}
