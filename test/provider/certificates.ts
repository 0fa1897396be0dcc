// Certificates for tests, made by openssl.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  /** The key under a passphrase. */
  readonly lockedKey: string;
}

/** How a certificate is made. */
export interface IssueOptions {
  /** Days from now; negative ones are over. */
  readonly days?: number;
  readonly passphrase?: string;
}

/** A certificate that vouches for others. */
export function authority(): Issued {
  return made(['-x509', '-subj', '/CN=Test authority', '-days', '30'], { passphrase: 'x' });
}

/** A certificate for `name`, which `root` vouches for. */
export function issued(root: Issued, name: string, { days = 30, passphrase = 'x' }: IssueOptions = {}): Issued {
  return made(
    ['-x509', '-subj', `/CN=${name}`, '-days', String(days), '-CA', 'ca.pem', '-CAkey', 'ca.key'].concat([
      '-addext',
      `subjectAltName=DNS:${name},IP:127.0.0.1`,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ]),
    { root, passphrase },
  );
}

function made(args: readonly string[], options: { readonly root?: Issued; readonly passphrase: string }): Issued {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  try {
    if (options.root !== undefined) {
      writeFileSync(join(folder, 'ca.pem'), options.root.cert);
      writeFileSync(join(folder, 'ca.key'), options.root.key);
    }
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
    openssl('req', ...args, ...key, '-out', 'cert.pem');
    openssl('pkcs8', '-topk8', '-in', 'key.pem', '-out', 'locked.pem', '-passout', `pass:${options.passphrase}`);
    return { cert: read('cert.pem'), key: read('key.pem'), lockedKey: read('locked.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
