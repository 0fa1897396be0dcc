// Connections to public hosts only, whatever a name resolves to at that moment and whoever redirected us there.

import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { Failure } from '../../model/failure.ts';
import { isSpecialAddress } from './address.ts';

/**
 * A connector for undici that refuses special-purpose addresses with `source-forbidden`. It judges the very address
 * that is connected to, so neither a redirect nor a changed DNS answer gets past it. `allowedHosts` names hosts, as
 * `host` or `host:port`, that may be reached at any address. `timeout` is in milliseconds.
 */
export function guardedConnector(allowedHosts: readonly string[], timeout: number): buildConnector.connector {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const connect = buildConnector({ timeout, allowH2: false });
  const connectPublic = buildConnector({ timeout, allowH2: false, lookup: lookupPublic });

  return (options, callback) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    const names = isIP(host) === 6 ? [host, `[${host}]`, `[${host}]:${port}`] : [host, `${host}:${port}`];
    if (names.some((name) => allowed.has(name))) connect(options, callback);
    // No name is looked up for a literal address.
    else if (isIP(host) !== 0 && isSpecialAddress(host)) callback(forbidden(host), null);
    else connectPublic(options, callback);
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

function forbidden(host: string): Failure {
  return new Failure({
    code: 'source-forbidden',
    message: `Host \`${host}\` has no public address`,
    hint: `add \`${host}\` to \`allowPrivateHosts\` in \`driftgate.yaml\` if it is yours and you mean to read from it`,
    place: host,
  });
}
