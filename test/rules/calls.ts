// The calls of examples: made, told by their cause, and turned into changes.

import { load } from 'js-yaml';
import { troubleChanges } from '../../src/judge/trouble/changes.ts';
import { explained } from '../../src/judge/trouble/explained.ts';
import type { Change } from '../../src/model/change.ts';
import type { LiveCall } from '../../src/model/trouble.ts';
import { certificateEnding, classify } from '../../src/read/traffic/trouble/classify.ts';
import { answered, failed, NOW } from '../read/traffic/trouble/calls.ts';

const DAY = 86_400_000;

/** Each as an example writes it, times in seconds. */
interface Call {
  readonly operation?: string;
  readonly credential?: string;
  readonly patience?: number;
}

interface Gives {
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly seconds?: number;
  readonly certificate?: { readonly days: number };
}

/** What comes of the call of an example. */
export function callChanges(before: string, after: string): readonly Change[] {
  const call = callOf(load(before) as Call, load(after) as Gives);
  return troubleChanges(explained([classify(call), certificateEnding(call)].filter((each) => each !== undefined)));
}

function callOf({ operation = 'GET /things', credential, patience }: Call, gives: Gives): LiveCall {
  const { error, status = 0, headers, body, seconds = 0.1, certificate } = gives;
  const call = {
    operation,
    credential: credential === undefined ? undefined : { name: credential, endsAt: undefined },
    patience: patience === undefined ? undefined : patience * 1000,
    ms: seconds * 1000,
    certificateEnds: certificate && new Date(Date.parse(NOW) + certificate.days * DAY).toISOString(),
  };
  return error === undefined ? answered(status, body, headers, call) : failed(error, call);
}
