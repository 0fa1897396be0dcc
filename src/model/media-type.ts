// Media types, and which entry of a content map describes a body.

import type { MediaType } from './api.ts';

/** A media type without parameters, in lower case. */
const PLAIN = /^[a-z0-9.+*/-]*$/;

/** The media type without parameters that do not change what is in the body (RFC 9110 §8.3.1). */
export function essence(name: string): string {
  if (PLAIN.test(name)) return name;
  const [type = '', ...parameters] = name
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const telling = parameters.filter((parameter) => parameter !== '' && !/^(charset|boundary)=/.test(parameter)).sort();
  return [type, ...telling].join(';');
}

/** The entry that describes bodies of the media type: its own, or the range that takes it in, or that it is a range of. */
export function mediaFor(content: readonly MediaType[], name: string): MediaType | undefined {
  const [only] = content;
  if (content.length <= 1 && only?.name === name) return only;
  const wanted = essence(name);
  const [type] = wanted.split('/');
  const find = (candidate: string): MediaType | undefined => content.find((media) => essence(media.name) === candidate);
  return find(wanted) ?? find(`${type}/*`) ?? find('*/*') ?? (wanted === '*/*' ? content[0] : undefined);
}
