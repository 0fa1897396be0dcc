// Certificates for servers on loopback, made by openssl.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate that vouches for itself, and its key, as PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** One for `host` that ends in so many days; before now, where they are negative. */
export function certificate(host: string, days: number): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-tls-'));
  const openssl = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
  };
  try {
    const name = /^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`;
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem'];
    openssl('req', '-new', ...key, '-out', 'request.pem', '-subj', `/CN=${host}`, '-addext', `subjectAltName=${name}`);
    const signed = ['-copy_extensions', 'copy', '-days', String(days), '-out', 'cert.pem'];
    openssl('x509', '-req', '-in', 'request.pem', '-signkey', 'key.pem', ...signed);
    const [cert = '', secret = ''] = ['cert.pem', 'key.pem'].map((file) => readFileSync(join(folder, file), 'utf8'));
    return { cert, key: secret };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
