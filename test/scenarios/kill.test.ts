// `accept`, killed at any moment, leaves the old baseline or the new one: never half of one.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folderStore } from '../../src/adapters/stores/folder.ts';
import { answering, booking, type Provider, provider, type Stage, stage } from './stage.ts';

const KILLS = 50;
const AT_A_TIME = 2;

let vendor: Provider;
let sets: readonly Stage[];

const bulky = (version: string) => {
  const paths = Array.from({ length: 400 }, (_, index) => [
    `/v${version}/${index}`,
    { get: { description: `${version} `.repeat(200), responses: { 200: { description: 'OK' } } } },
  ]);
  return booking(Object.fromEntries(paths), version);
};

beforeAll(async () => {
  vendor = await provider(answering({}));
  sets = Array.from({ length: AT_A_TIME }, stage);
  for (const [index, set] of sets.entries())
    set.write('driftgate.yaml', `apis: { a: { spec: "${vendor.url}/${index}" } }\nallowPrivateHosts: [127.0.0.1]\n`);
});
afterAll(() => {
  vendor?.close();
  for (const set of sets ?? []) set.remove();
});

test('50 kills leave a whole baseline each', async () => {
  const served = new Map<string, () => void>();
  const versions = new Map<string, string>();
  const [odd, even] = [JSON.stringify(bulky('1')), JSON.stringify(bulky('2'))];
  vendor.answer = (request, response) => {
    const url = request.url ?? '';
    answering(versions.get(url) === '1' ? odd : even)(request, response);
    response.on('finish', () => served.get(url)?.());
  };

  let duration = 0;
  for (const [index, set] of sets.entries()) {
    versions.set(`/${index}`, '1');
    let start = 0;
    served.set(`/${index}`, () => {
      start = performance.now();
    });
    expect(await set.run(['accept', 'a', '--shrunk'])).toMatchObject({ code: 0 });
    duration = Math.max(duration, performance.now() - start);
  }

  let state = 20_261_122;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  let killed = 0;
  const play = async (set: Stage, index: number): Promise<void> => {
    const store = folderStore(`${set.folder}/snapshots`);
    for (let round = 0; round < KILLS / AT_A_TIME; round++) {
      const url = `/${index}`;
      const version = round % 2 === 0 ? '2' : '1';
      versions.set(url, version);
      const delay = random() * duration;
      const { signal } = await set.run(['accept', 'a', '--shrunk'], {
        during: (kill) => served.set(url, () => setTimeout(() => kill('SIGKILL'), delay)),
      });
      if (signal === 'SIGKILL') killed++;
      const baseline = await store.read('a');
      expect(['1', '2']).toContain(baseline?.meta.version);
      expect(baseline?.root.info).toMatchObject({ version: baseline?.meta.version });
      expect(Object.keys(baseline?.root.paths ?? {})).toContain(`/v${baseline?.meta.version}/399`);
    }
    served.delete(`/${index}`);
    versions.set(`/${index}`, '2');
    expect(await set.run(['accept', 'a', '--shrunk'])).toMatchObject({ code: 0 });
    expect([...(await store.list()).keys()]).toEqual(['a']);
    expect((await store.read('a'))?.meta.version).toBe('2');
  };
  await Promise.all(sets.map(play));
  expect(killed).toBeGreaterThan(KILLS / 4);
}, 60_000);
