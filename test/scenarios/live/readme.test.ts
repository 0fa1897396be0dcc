// What the README shows of `verify --live` is what happens, with its configuration and a provider that breaks the example.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stage } from '../stage.ts';
import { orders, type Received, type Reply } from './orders.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'booking');
const CUT = '[…]';

const [, SECTION = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n### Call the provider\n');

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(SECTION)?.[1] ?? '';
}

/** Slotwise with the answers of its September release. */
function slotwise({ url, headers }: Received): Reply {
  if (headers['x-api-key'] !== 'the key') return { status: 401 };
  const starts_at = '2026-09-01T10:00:00Z';
  if (url === '/v1/availability/next?calendar_id=front-desk') return { status: 200, body: { starts_at } };
  if (url !== '/v1/appointments/apt_51hV') return { status: 404 };
  return { status: 200, body: { starts_at, status: 'booked', confirmed_at: null } };
}

test('the configuration calls the provider, and the report is the one that is shown', async () => {
  await using provider = await orders(slotwise);
  const set = stage();
  try {
    const written = block('yaml');
    const config = written
      .replace('https://sandbox.slotwise.example', provider.url)
      .replace('https://developers.slotwise.example/openapi.yaml', 'openapi.yaml');
    set.write('driftgate.yaml', `${config}allowPrivateHosts: [127.0.0.1]\n`);
    set.write('openapi.yaml', readFileSync(join(EXAMPLE, '2026-03.yaml'), 'utf8'));
    set.write('contracts/phone-agent-slotwise.json', readFileSync(join(EXAMPLE, 'phone-agent.json'), 'utf8'));
    expect((await set.run(['accept', 'slotwise'])).code).toBe(0);

    const [command = '', ...lines] = block('text').split('\n');
    const args = command.replace('$ npx driftgate ', '').split(' ');
    const { code, stdout, stderr } = await set.run(args, { env: { SLOTWISE_KEY: 'the key' } });
    const shown = stdout.replaceAll(provider.url, 'https://sandbox.slotwise.example').split('\n');
    let at = 0;
    for (const line of lines.filter((each) => each !== CUT)) {
      const found = shown.indexOf(line, at);
      expect({ line, output: found < 0 ? stdout : line }).toEqual({ line, output: line });
      at = found + 1;
    }
    expect({ code, stderr, lines: lines.length > 5 }).toEqual({ code: 1, stderr: '', lines: true });
  } finally {
    set.remove();
  }
});
