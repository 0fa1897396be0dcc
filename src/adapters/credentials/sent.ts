// What is sent of credentials that stand in the configuration as they are: headers, parameters, a client's certificate.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CredentialConfig, MtlsConfig } from '../../config/credentials.ts';
import { Failure } from '../../model/failure.ts';
import type { ClientCertificate } from '../../ports.ts';

/** What is sent in a message: header fields by lower-case name, and parameters of the query. */
export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Puts secrets in the place of references. Raises {@link Failure} `secret-missing`. */
export type Fill = (text: string) => Promise<string>;

/** What is sent of a credential but for a token that has to be got; `secret` is told what comes of secrets. */
export async function sentOf(config: CredentialConfig, fill: Fill, secret: (value: string) => void): Promise<Sent> {
  const { bearer, basic, apiKey, headers = {} } = config;
  const fields: Record<string, string> = {};
  const query: Record<string, string> = {};
  if (bearer !== undefined) fields.authorization = `Bearer ${await fill(bearer)}`;
  if (basic !== undefined) {
    const pair = Buffer.from(`${await fill(basic.user)}:${await fill(basic.password)}`).toString('base64');
    secret(pair);
    fields.authorization = `Basic ${pair}`;
  }
  for (const [name, value] of Object.entries(headers)) fields[name.toLowerCase()] = await fill(value);
  if (apiKey !== undefined) {
    const value = await fill(apiKey.value);
    if (apiKey.header !== undefined) fields[apiKey.header.toLowerCase()] = value;
    if (apiKey.cookie !== undefined) fields.cookie = `${apiKey.cookie}=${value}`;
    if (apiKey.query !== undefined) query[apiKey.query] = value;
  }
  return { headers: fields, query };
}

/** The client's certificate. Raises {@link Failure} `credential-failed` where it or its key cannot be used. */
export async function certificateOf(name: string, config: MtlsConfig, fill: Fill): Promise<ClientCertificate> {
  const cert = await fill(config.certificate);
  const key = await fill(config.key);
  const passphrase = config.passphrase === undefined ? undefined : await fill(config.passphrase);
  const ca = config.ca === undefined ? undefined : await fill(config.ca);
  for (const [part, authority] of [
    ['certificate', cert],
    ['ca', ca],
  ] as const) {
    if (authority !== undefined && !isCertificate(authority)) throw unusable(name, part, 'is no certificate as PEM');
  }
  let fits: boolean;
  try {
    const secretKey = createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) });
    fits = new X509Certificate(cert).checkPrivateKey(secretKey);
  } catch {
    throw unusable(name, 'key', 'is no private key as PEM, or its `passphrase` is another');
  }
  if (!fits) throw unusable(name, 'key', 'does not belong to the certificate');
  return { cert, key, passphrase, ca };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).validTo !== '';
  } catch {
    return false;
  }
}

function unusable(name: string, part: string, what: string): Failure {
  return new Failure({
    code: 'credential-failed',
    message: `\`mtls.${part}\` of credential \`${name}\` ${what}`,
    hint: `check what \`credentials.${name}.mtls.${part}\` leads to`,
    place: `credentials.${name}`,
  });
}
