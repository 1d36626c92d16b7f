import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tooOld } from './node-version.js';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1', '100.0.0'])('Node %s will do', (version) => {
  expect(tooOld(version)).toBe('');
});

test.each(['0.10.48', '12.22.12', '18.20.8', '20.9.0', '20.18.3'])('Node %s is refused in one sentence', (version) => {
  expect(tooOld(version)).toBe(
    `Adjourn needs Node 20.19 or newer, and this is Node ${version}: install a newer one.\n`,
  );
});

test('the oldest is the one that package.json names', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [oldest = ''] = /\d+\.\d+/.exec(engines.node) ?? [];
  expect(tooOld(`${oldest}.0`)).toBe('');
  expect(tooOld('1.0.0')).toContain(`Node ${oldest} or newer`);
});

// Whatever it imported would be loaded before it has said a word.
test('the way in imports nothing else beforehand', () => {
  const imports = (file: string) =>
    readFileSync(new URL(file, import.meta.url), 'utf8').match(/^(import|export) .* from .*$/gm) ?? [];
  expect(imports('main.ts')).toEqual(["import { tooOld } from './node-version.js';"]);
  expect(imports('node-version.ts')).toEqual([]);
});
