// What scenarios are played on: a folder, a provider on loopback, and the real command line as a child process.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder in which the command line runs. */
export interface Stage {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** One digest over all files below `path`, names and bytes. */
  digest(path?: string): string;
  /** Runs `driftgate` with `args`; `during` is handed the process as soon as it is started. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  remove(): void;
}

/** How the command line is run. */
export interface RunOptions {
  /** The program; the source of this checkout when absent. */
  readonly cli?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly during?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Sets up an empty stage. */
export function stage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  return {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    digest: (path = '.') => digestOf(join(folder, path)),
    run: (args, options) => run(folder, args, options),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A provider: what it answers may be changed at any time. */
export interface Provider {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): void;
}

/** Starts a provider on loopback. */
export async function provider(answer: Provider['answer']): Promise<Provider> {
  const server: Server = createServer((request, response) => started.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const started: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return started;
}

/** Answers with `body`, a JSON document unless `headers` say otherwise. */
export function answering(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Provider['answer'] {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** A small booking API; `paths` stand beside its own. */
export function booking(paths: Readonly<Record<string, unknown>> = {}, version = '1.0'): Record<string, unknown> {
  const list = (name: string) => ({
    get: {
      operationId: `list-${name}`,
      responses: {
        200: {
          description: 'All of them',
          content: {
            'application/json': { schema: { type: 'array', items: { $ref: `#/components/schemas/${name}` } } },
          },
        },
      },
    },
  });
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, amount: { type: 'integer' } },
  };
  const names = ['room', 'guest', 'stay', 'rate', 'invoice', 'note'];
  return {
    openapi: '3.1.0',
    info: { title: 'Booking', version },
    paths: { ...Object.fromEntries(names.map((name) => [`/${name}s`, list(name)])), ...paths },
    components: { schemas: Object.fromEntries(names.map((name) => [name, schema])) },
  };
}

/** Runs `driftgate` with `args` in `folder`. */
export async function run(
  cwd: string,
  args: readonly string[],
  { cli = CLI, env = {}, during }: RunOptions = {},
): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  during?.((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

function digestOf(path: string): string {
  const hash = createHash('sha256');
  const visit = (file: string): void => {
    hash.update(`${relative(path, file)}\0`);
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) visit(join(file, name));
    else hash.update(readFileSync(file)).update('\0');
  };
  visit(path);
  return hash.digest('hex');
}
