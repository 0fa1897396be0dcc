// Bytes into text: byte order marks, UTF-16, and what is no Unicode at all.

/** Text and, where bytes had to be replaced, what was done. */
export interface Decoded {
  readonly text: string;
  readonly mend: string | undefined;
}

/**
 * The text of `bytes`: by its byte order mark, else as the zero bytes of its first character tell (YAML 1.2.2 §5.2),
 * else UTF-8, else the charset of `contentType`. Bytes that fit nothing become U+FFFD.
 */
export function decode(bytes: Uint8Array, contentType: string | undefined): Decoded {
  const encoding = utf16(bytes);
  if (encoding !== undefined) return { text: new TextDecoder(encoding).decode(bytes), mend: undefined };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), mend: undefined };
  } catch {
    const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
    return (
      decodeAs(bytes, charset) ?? {
        text: new TextDecoder().decode(bytes),
        mend: 'bytes that are not UTF-8 are read as U+FFFD',
      }
    );
  }
}

function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

function decodeAs(bytes: Uint8Array, charset: string | undefined): Decoded | undefined {
  if (charset === undefined || /^utf-?8$/i.test(charset)) return undefined;
  try {
    return { text: new TextDecoder(charset).decode(bytes), mend: `the text is read as \`${charset}\`, not as UTF-8` };
  } catch {
    return undefined;
  }
}
