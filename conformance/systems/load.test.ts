import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adapterNamed, adapters, loadAdapter } from './index.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adapters-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function module(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

test('every adapter of the suite is found by its name, and no two share one', () => {
  for (const adapter of adapters) expect(adapterNamed(adapter.name)).toBe(adapter);
  expect(adapterNamed('nonsense')).toBeUndefined();
});

test("a vendor's own adapter is loaded by its path", async () => {
  const text = `export const adapter = { name: 'ours', summary: 'Our server', start: async () => ({}) };`;
  expect(await loadAdapter(await module('ours.mjs', text))).toMatchObject({ name: 'ours' });
});

test.each([
  ['empty.mjs', 'export {};', 'exports no "adapter"'],
  ['half.mjs', `export const adapter = { name: 'ours' };`, 'exports no "adapter"'],
  ['broken.mjs', 'export const', 'cannot be loaded'],
])('%s is told apart in one sentence', async (name, text, words) => {
  await expect(loadAdapter(await module(name, text))).rejects.toThrow(words);
});

test('so is a file that is not there', async () => {
  await expect(loadAdapter(join(folder, 'none.mjs'))).rejects.toThrow('cannot be loaded');
});
