// Signatures of webhooks, after Standard Webhooks.

import { createHmac } from 'node:crypto';
import { Failure } from '../../model/failure.ts';

const LEAST = 24;
const MOST = 64;

/**
 * The fields that say who sent a body, and when (Standard Webhooks, symmetric signatures `v1`). There is one signature
 * for each secret, so that receivers can move from one to the next. `secrets` are `whsec_` and base64 of 24 to 64 bytes.
 * Raises {@link Failure} `config-invalid`.
 */
export function signatureFields(
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  };
}

function keyOf(secret: string): Uint8Array {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(encoded, 'base64');
  if (key.length >= LEAST && key.length <= MOST) return key;
  throw new Failure({
    code: 'config-invalid',
    message: 'A secret of a webhook is not `whsec_` with the base64 of 24 to 64 bytes',
    hint: 'make one with `echo "whsec_$(openssl rand -base64 32)"`, and give it to the receiver too',
  });
}
