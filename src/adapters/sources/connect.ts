// Connections to public hosts only, whatever a name resolves to at that moment and whoever redirected us there.

import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { Failure } from '../../model/failure.ts';
import type { ClientCertificate } from '../../ports.ts';
import { isSpecialAddress } from './address.ts';

/**
 * A connector for undici that refuses special-purpose addresses with `source-forbidden`. It judges the very address
 * that is connected to, so neither a redirect nor a changed DNS answer gets past it. `allowedHosts` names hosts, as
 * `host` or `host:port`, that may be reached at any address. `timeout` is in milliseconds. `certificate` is shown to
 * whoever asks for one.
 */
export function guardedConnector(
  allowedHosts: readonly string[],
  timeout: number,
  certificate?: ClientCertificate,
): buildConnector.connector {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const options = { timeout, allowH2: false, ...tlsOptions(certificate) };
  const connect = buildConnector(options);
  const connectPublic = buildConnector({ ...options, lookup: lookupPublic });

  return (target, callback) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const names = isIP(host) === 6 ? [host, `[${host}]`, `[${host}]:${port}`] : [host, `${host}:${port}`];
    if (names.some((name) => allowed.has(name))) connect(target, callback);
    // No name is looked up for a literal address.
    else if (isIP(host) !== 0 && isSpecialAddress(host)) callback(forbidden(host), null);
    else connectPublic(target, callback);
  };
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first, ...others] = error ? [] : addresses.filter(({ address }) => !isSpecialAddress(address));
    if (error) callback(error, []);
    else if (first === undefined) callback(forbidden(hostname), []);
    else if (options.all) callback(null, [first, ...others]);
    else callback(null, first.address, first.family);
  });
};

function tlsOptions(certificate: ClientCertificate | undefined): buildConnector.BuildOptions {
  if (certificate === undefined) return {};
  const { cert, key, passphrase, ca } = certificate;
  return {
    cert,
    key,
    ...(passphrase !== undefined && { passphrase }),
    ...(ca !== undefined && { ca: [...getCACertificates('default'), ca] }),
  };
}

function forbidden(host: string): Failure {
  return new Failure({
    code: 'source-forbidden',
    message: `Host \`${host}\` has no public address`,
    hint: `add \`${host}\` to \`allowPrivateHosts\` in \`driftgate.yaml\` if it is yours and you mean to read from it`,
    place: host,
  });
}
