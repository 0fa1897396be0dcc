// What the body of a failed answer says: codes, sentences, and the fields that are wrong.

import { harmless } from '../../../model/code.ts';
import { isArray, isObject, type Json, jsonIn, own } from '../../../model/json.ts';
import type { LiveAnswer, TroubleField } from '../../../model/trouble.ts';
import { redactText } from '../redact.ts';
import { headerOf } from './headers.ts';
import { fieldsIn } from './named-fields.ts';
import { CODES, type Part, partsOf, TEXTS, textsAt } from './parts.ts';

/** What an answer says is wrong. Codes and texts are as they came: only {@link shown} of them may leave. */
export interface Said {
  readonly codes: readonly string[];
  readonly texts: readonly string[];
  /** Redacted. */
  readonly fields: readonly TroubleField[];
  readonly scopes: readonly string[];
  /** Whether the body says that the call failed, though the status says that it succeeded. */
  readonly failed: boolean;
  /** Whether the body is a page for people. */
  readonly isPage: boolean;
  /** All that is said, in words: lower case, with single spaces and without separators. */
  readonly words: string;
}

/** Takes secrets that are known out of a text. */
export type Redact = (text: string) => string;

/** A longer body is no error message; only its first characters are searched for words. */
const MOST_PARSED = 300_000;
const MOST_SEARCHED = 4000;
const MOST_FIELDS = 20;
const MOST_SCOPES = 10;

/** Reads problem details (RFC 9457), OAuth errors (RFC 6749 §5.2, RFC 6750 §3), and the other usual shapes. */
export function saidIn(answer: LiveAnswer, redact: Redact): Said {
  const body = (answer.body ?? '').slice(0, MOST_PARSED);
  const root = jsonOf(body);
  const parts = root === undefined ? [] : partsOf(root);
  const challenge = headerOf(answer, 'www-authenticate')?.slice(0, MOST_SEARCHED) ?? '';
  const isPage = looksLikePage(answer, body);
  const codes = [
    ...parts.flatMap((part) => textsAt(part.object, CODES)),
    ...quoted(challenge, 'error'),
    ...xml(body, 'Code'),
  ];
  const texts = [
    ...parts.flatMap((part) => textsAt(part.object, TEXTS)),
    ...quoted(challenge, 'error_description'),
    ...xml(body, 'Message'),
    ...(root === undefined && !isPage && body.trim() !== '' ? [body.slice(0, MOST_SEARCHED).trim()] : []),
  ];
  const page = isPage ? [body.slice(0, MOST_SEARCHED)] : [];
  const fields = parts.flatMap(fieldsIn).slice(0, MOST_FIELDS);
  return {
    codes,
    texts,
    fields: fields.map(({ name, said }) => ({ name: shown(name, redact), said: said && shown(said, redact) })),
    scopes: scopesIn(answer, parts, challenge).map((scope) => shown(scope, redact)),
    failed: answer.status < 300 && root !== undefined && saysFailed(root),
    isPage,
    words: inWords([...codes, ...texts, ...page].join(' . ').slice(0, MOST_SEARCHED)),
  };
}

/** A foreign text that may be shown: redacted, on one line, short. */
export function shown(text: string, redact: Redact): string {
  // Redacted before it is cut: a piece of a secret may not look like one.
  return harmless(redactText(redact(text.slice(0, MOST_SEARCHED))), LONGEST_SHOWN);
}

const LONGEST_SHOWN = 160;

function jsonOf(body: string): Json | undefined {
  return /^[\s\ufeff]*[[{"]/.test(body) ? jsonIn(body.replace(/^\ufeff/, '')) : undefined;
}

/** Slack's `needed`, and what else is called so. */
const SCOPE_KEYS = [
  'needed',
  'required_scope',
  'required_scopes',
  'missing_scope',
  'missing_scopes',
  'missingScopes',
  'scope',
];

function scopesIn(answer: LiveAnswer, parts: readonly Part[], challenge: string): readonly string[] {
  const written = [
    ...quoted(challenge, 'scope'),
    ...parts.flatMap(({ object }) =>
      SCOPE_KEYS.flatMap((key) => {
        const value = own(object, key);
        return isArray(value)
          ? value.filter((item) => typeof item === 'string')
          : typeof value === 'string'
            ? [value]
            : [];
      }),
    ),
  ];
  // GitHub lists what would do, and what the token has.
  const accepted = headerOf(answer, 'x-accepted-oauth-scopes') ?? '';
  const granted = new Set(split(headerOf(answer, 'x-oauth-scopes') ?? ''));
  const missing = split(accepted).filter((scope) => !granted.has(scope));
  return [...new Set([...written.flatMap(split), ...missing])].slice(0, MOST_SCOPES);
}

function split(list: string): readonly string[] {
  return list
    .slice(0, MOST_SEARCHED)
    .split(/[\s,]+/)
    .filter((scope) => /^[\w.:/*+-]{1,120}$/.test(scope));
}

/** The values of an auth-param (RFC 9110 §11.2), quoted or not. */
function quoted(challenge: string, name: string): readonly string[] {
  const found = challenge.matchAll(new RegExp(`(?:^|[\\s,])${name}=(?:"([^"]{0,1000})"|([^\\s,"]{1,200}))`, 'gi'));
  return [...found].map(([, text = '', word = '']) => text || word).filter((value) => value !== '');
}

/** An element of the errors of S3 and its like. */
function xml(body: string, name: string): readonly string[] {
  if (!/^\s*<(?:\?xml|Error)/.test(body.slice(0, 200))) return [];
  const [, text] = new RegExp(`<${name}>([^<]{1,1000})</${name}>`).exec(body.slice(0, MOST_SEARCHED)) ?? [];
  return text === undefined ? [] : [text];
}

/** APIs that answer 200 to everything say in the body that it failed. GraphQL gives `errors` and no `data`. */
function saysFailed(root: Json): boolean {
  if (!isObject(root)) return false;
  const says = (key: string): boolean => own(root, key) !== undefined && own(root, key) !== null;
  const tells = says('error') || says('errors') || says('message') || says('error_description');
  if ((own(root, 'ok') === false || own(root, 'success') === false) && tells) return true;
  const errors = own(root, 'errors');
  return isArray(errors) && errors.length > 0 && errors.every(isObject) && !says('data');
}

function looksLikePage(answer: LiveAnswer, body: string): boolean {
  const claims = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headerOf(answer, 'content-type') ?? '');
  return /^[\s\ufeff]*<(?:!doctype html|html|head|body)\b/i.test(body.slice(0, 500)) || (claims && /^\s*</.test(body));
}

/** `insufficientScope`, `insufficient_scope` and `Insufficient scope` are the same words. */
function inWords(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[’'`"]/g, '')
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim();
}
