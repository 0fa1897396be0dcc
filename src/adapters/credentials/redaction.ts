// What must not be said: the secrets that a credential has and had, however they are written.

/** The secrets of one credential. */
export interface Redaction {
  /** Remembers a secret, as it is and as it stands in URLs and JSON. */
  add(secret: string): void;
  /** Text without the secrets that were added so far, nor any that is added later. */
  redact(text: string): string;
}

/** Knows no secret yet. */
export function redaction(): Redaction {
  let longestFirst: readonly string[] = [];
  return {
    add(secret) {
      const forms = [
        secret,
        encodeURIComponent(secret),
        new URLSearchParams({ v: secret }).toString().slice(2),
        JSON.stringify(secret).slice(1, -1),
      ];
      longestFirst = [...new Set([...longestFirst, ...forms])]
        .filter((form) => form !== '')
        .sort((a, b) => b.length - a.length);
    },
    redact: (text) => longestFirst.reduce((said, secret) => said.replaceAll(secret, '***'), text),
  };
}
