// What is fetched of an API beside its document: metadata and feeds, which are small.

import type { Config } from '../config/load.ts';
import type { ApiConfig } from '../config/schema.ts';
import { Failure } from '../model/failure.ts';
import type { Fetched } from '../ports.ts';
import { nameOf } from './document.ts';
import type { Outside } from './outside.ts';

/** The key of an API's configuration that names what is fetched. */
export type Beside = keyof Pick<ApiConfig, 'signIn' | 'changelog'>;

/** Bytes; the largest that are known have a tenth of it. */
const MOST_BYTES = 5 * 1024 * 1024;

/** What is at `location`, which stands under `key`. Raises {@link Failure}: what could not be got, or is too large. */
export async function fetchBeside(location: string, key: Beside, config: Config, outside: Outside): Promise<Fetched> {
  const source = outside.sources.find((candidate) => candidate.serves(location));
  const task = outside.progress.start(nameOf(location));
  try {
    const signal = AbortSignal.timeout(config.limits.seconds * 1000);
    const fetched = await source?.fetch({ location, signal });
    if (fetched?.status !== 'fetched') throw noAnswer(location, key);
    if (fetched.bytes.length > MOST_BYTES) throw tooLarge(location, key);
    return fetched;
  } catch (error) {
    throw error instanceof Failure ? aboutKey(error, key) : error;
  } finally {
    task.end();
  }
}

/** The failure, with a hint that names the key and not that of the document. */
function aboutKey(failure: Failure, key: Beside): Failure {
  const { code, message, hint, place } = failure;
  return new Failure({
    code,
    message,
    ...(hint !== undefined && { hint: hint.replaceAll('`spec`', `\`${key}\``) }),
    ...(place !== undefined && { place }),
    cause: failure,
  });
}

function noAnswer(location: string, key: Beside): Failure {
  const name = nameOf(location);
  return new Failure({
    code: 'source-missing',
    message: `\`${name}\` cannot be read`,
    hint: `give a URL under \`${key}\``,
    place: name,
  });
}

function tooLarge(location: string, key: Beside): Failure {
  const name = nameOf(location);
  return new Failure({
    code: 'too-large',
    message: `\`${name}\` is larger than ${MOST_BYTES} bytes`,
    hint: `check the URL under \`${key}\``,
    place: name,
  });
}
