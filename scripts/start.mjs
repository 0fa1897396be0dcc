// `npm start`: the main job on the bundled example. A vendor is played on loopback, and then it changes its API.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import picocolors from 'picocolors';

const DRIFTGATE = fileURLToPath(new URL('../bin/driftgate.mjs', import.meta.url));
const EXAMPLE = new URL('../examples/booking/', import.meta.url);
const ADDRESS_IN_EXAMPLE = 'https://developers.slotwise.example';

const { bold, cyan, dim, green } = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

// An interrupt ends the command that runs, and with it the demonstration, which then tidies up.
process.on('SIGINT', () => {});

const folder = await mkdtemp(join(tmpdir(), 'driftgate-start-'));
const vendor = await startVendor(await example('2026-03.yaml'));
try {
  await writeFile(join(folder, 'driftgate.yaml'), await configuration(vendor.url));
  await demonstrate(vendor);
} catch (error) {
  console.error(`\nerror: ${error.message}`);
  process.exitCode = 1;
} finally {
  vendor.close();
  await rm(folder, { recursive: true, force: true });
}

async function demonstrate(vendor) {
  say(`Your phone agent books appointments through ${bold('Slotwise')}, an invented vendor. This script plays it:`);
  say(`its OpenAPI document is served at ${cyan(`${vendor.url}/openapi.yaml`)}.`);

  step(1, "The vendor's API as of March is accepted as the baseline.");
  await driftgate(['accept', 'slotwise'], 0);

  step(2, 'Later that day: has anything changed?');
  await driftgate(['check'], 0);
  if (vendor.lastStatus !== 304) throw new Error(`the vendor answered ${vendor.lastStatus}, and not 304 Not Modified`);
  note('The vendor answered 304 Not Modified to the ETag of the baseline, so nothing was downloaded.');

  vendor.document = await example('2026-09.yaml');
  step(3, 'September: the vendor has published a new version, and nobody here has noticed.');
  await driftgate(['check'], 1);
  note('Exit code 1: there is drift that breaks, and a CI job stops here. The baseline stays where it was.');

  say(`\n${green('✔')} ${bold('That is the main job.')} The folder that it ran in is removed again. Try next:\n`);
  tryNext([
    ['any two documents', 'npx driftgate diff examples/booking/2026-03.yaml examples/booking/2026-09.yaml'],
    ['why it matters', 'npx driftgate rules response/null-allowed'],
    ['your own vendors', 'npx driftgate init --api NAME=URL'],
  ]);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function step(number, text) {
  say(`\n${bold(`${number}. ${text}`)}`);
}

function note(text) {
  say(`\n${dim(text)}`);
}

function tryNext(rows) {
  const column = Math.max(...rows.map(([does]) => does.length));
  for (const [does, command] of rows) say(`  ${dim(does.padEnd(column))}  ${cyan(command)}`);
}

/** Runs Driftgate as a user would, in the demonstration's folder. */
async function driftgate(args, expected) {
  say(`${dim('$')} ${cyan(`driftgate ${args.join(' ')}`)}\n`);
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, '.compiled') };
  const child = spawn(process.execPath, [DRIFTGATE, ...args], { cwd: folder, stdio: 'inherit', env });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== expected)
    throw new Error(`\`driftgate ${args.join(' ')}\` ended with ${code}, and not with ${expected}`);
}

/** Serves a document that can be replaced, with an ETag, and answers conditional requests (RFC 9110 §13.1.2). */
async function startVendor(document) {
  const vendor = { document, url: '', lastStatus: 0, close: () => server.close() };
  const server = createServer((request, response) => {
    const etag = `"${createHash('sha256').update(vendor.document).digest('hex').slice(0, 16)}"`;
    const known = request.headers['if-none-match'] === etag;
    vendor.lastStatus = known ? 304 : 200;
    response.writeHead(vendor.lastStatus, { 'content-type': 'application/yaml', etag, connection: 'close' });
    response.end(known ? undefined : vendor.document);
  });
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  vendor.url = `http://127.0.0.1:${server.address().port}`;
  return vendor;
}

/** The example's configuration with the address of this run. Loopback is a private address, which has to be allowed. */
async function configuration(url) {
  const text = await example('driftgate.yaml');
  return `${text.replace(ADDRESS_IN_EXAMPLE, url)}allowPrivateHosts: [127.0.0.1]\n`;
}

function example(name) {
  return readFile(new URL(name, EXAMPLE), 'utf8');
}
