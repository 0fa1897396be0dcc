// The small cases of a peer (oasdiff 1.28): what it calls an error or a warning is found here too, or a line says why not.

import { expect } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { POLICY } from '../judge/policy.ts';
import { casesOf, jsonOf, onCorpus, pairOf, titled } from './corpus.ts';

interface PeerFinding {
  readonly check: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly operation: string | null;
}

/** The rule that says here what the peer's check says. */
const RULE_OF: Readonly<Record<string, string>> = {
  'request-body-removed': 'request/body-removed',
  'request-body-media-type-removed': 'request/media-type-removed',
  'request-body-max-length-set': 'request/bound-tightened',
  'request-body-min-items-increased': 'request/bound-tightened',
  'request-body-if-added': 'request/condition-added',
  'request-body-then-added': 'request/condition-added',
  'request-body-else-added': 'request/condition-added',
  'request-body-property-names-added': 'request/pattern-tightened',
  'request-body-unevaluated-properties-added': 'request/type-narrowed',
  'request-parameter-became-not-nullable': 'request/null-refused',
  'request-parameter-property-became-not-nullable': 'request/null-refused',
  'request-parameter-exclusive-max-set': 'request/bound-tightened',
  'request-parameter-exclusive-min-set': 'request/bound-tightened',
  'request-parameter-max-items-decreased': 'request/bound-tightened',
  'request-parameter-max-length-set': 'request/bound-tightened',
  'request-parameter-min-items-increased': 'request/bound-tightened',
  'request-parameter-min-length-increased': 'request/bound-tightened',
  'request-parameter-type-changed': 'request/type-narrowed',
  'request-property-exclusive-max-set': 'request/bound-tightened',
  'request-property-exclusive-min-set': 'request/bound-tightened',
  'request-property-min-contains-increased': 'request/bound-tightened',
  'request-property-dependent-required-added': 'request/dependent-required-added',
  'request-property-dependent-required-changed': 'request/dependent-required-added',
  'request-property-type-changed': 'request/type-changed',
  'request-property-content-encoding-changed': 'request/content-changed',
  'request-property-content-media-type-changed': 'request/content-changed',
  'request-property-content-schema-added': 'request/type-narrowed',
  'response-property-content-encoding-changed': 'response/content-changed',
  'response-property-content-media-type-changed': 'response/content-changed',
  'response-property-max-contains-increased': 'response/bound-loosened',
  'response-property-became-nullable': 'response/null-allowed',
  'response-property-prefix-items-added': 'response/type-changed',
  'response-property-type-changed': 'response/type-changed',
  'response-body-type-changed': 'response/type-changed',
  'response-required-property-removed': 'response/property-removed',
};

/** Where the peer says error or warning and we do not, by case and check. */
const NOT_FOUND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dependent-required-property-changed': {
    'response-property-dependent-required-changed': 'the response promises more than before: whoever read it still can',
  },
  'exclusive-min-max-set': {
    'request-body-exclusive-max-set': 'the body is an object, and the bound speaks of numbers only',
    'request-body-exclusive-min-set': 'the body is an object, and the bound speaks of numbers only',
  },
  'request-parameter-became-enum': {
    'request-parameter-became-enum':
      'the values listed are those of the new type, which is reported: one cause, one finding',
  },
  'request-property-all-of-added': {
    'request-body-all-of-added': 'the schema added to `allOf` says what the others say already',
    'request-property-all-of-added': 'the schema added to `allOf` says what the others say already',
  },
  'request-property-extensible-enum': {
    'request-property-x-extensible-enum-value-removed':
      'an extensible enum refuses no value, so the request is still taken; reported as info',
  },
  'response-property-one-of-added': {
    'response-body-one-of-added': 'the alternative added is equal to one that was there: nothing new can come',
    'response-property-one-of-added':
      'one alternative added is equal to one that was there; the other lists strings, and is found as `enum-value-added`',
  },
  unevaluated: {
    'request-body-unevaluated-items-added': 'the body is an object, and the keyword speaks of arrays only',
  },
};

/** Where we say breaking or risky and the peer says nothing, by case. */
const MORE_FOUND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'response-property-one-of-added': {
    'response/enum-value-added': 'the values that the alternative lists are named one by one',
  },
  'prefix-items-prop': {
    'request/type-changed': 'the first item was a string and must be an integer: the old request is refused',
  },
  'request-body-default-value-changed': { 'request/default-changed': 'whoever leaves it out gets something else' },
  'request-property-discriminator-added': {
    'request/discriminator-added': 'whoever sent another value, or none, may be refused',
  },
  'request-xml-type-compatible': { 'request/type-changed': 'an element with children is no text, in XML neither' },
  'response-xml-type-compatible': { 'response/type-changed': 'an element with children is no text, in XML neither' },
  'unevaluated-bool': { 'request/condition-added': 'a property that no schema names is refused now' },
};

onCorpus.each(casesOf('peer-cases'))(titled('%s'), async (name) => {
  const [old, fresh] = await pairOf('peer-cases', name);
  const policy = { ...POLICY, profile: 'strict' } as const;
  const ours = judge(compareApis(old, fresh), ruleFor, policy).filter((finding) => finding.severity !== 'info');
  const theirs = jsonOf<PeerFinding[]>('peer-cases', name, 'peer.json').filter((finding) => finding.level !== 'info');

  const missed = theirs.filter((peer) => {
    const found = ours.some(
      ({ rule, change }) =>
        rule === RULE_OF[peer.check] && change.impacts.some((impact) => impact.operation === peer.operation),
    );
    return !found && NOT_FOUND[name]?.[peer.check] === undefined;
  });
  expect(missed).toEqual([]);

  const claimed = new Set(theirs.map((peer) => RULE_OF[peer.check]));
  const more = ours
    .filter(({ rule }) => !claimed.has(rule) && MORE_FOUND[name]?.[rule] === undefined)
    .map(({ rule, message }) => `${rule}: ${message}`);
  expect(more).toEqual([]);
});
