/** The starters for a whole system run as they are copied: they keep the protocol, and the meeting that they bring conforms. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dist, start } from '../cli/launch.test.helper.js';
import { converse, EXPECTED } from './starters.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-starters-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command of each, and the folder in which it runs: TypeScript is compiled, and Python as `adjourn init` copies it. */
const starters = {
  TypeScript: [process.execPath, join(dist, 'conformance/testees/typescript/system/system.js')],
  Python: ['python3', 'python/system.py'],
};

/** What Python leaves beside its sources is nobody's. */
const isSource = (name: string): boolean => name !== '__pycache__';

const adjourn = (...args: string[]) => start(folder, ...args).ended;

describe.sequential('a starter for a whole system', () => {
  test.each([
    ['typescript', 'npx tsx system.ts'],
    ['python', 'python3 system.py'],
    ['go', 'go run .'],
  ])('in %s is copied whole', async (language, run) => {
    const { code, stdout } = await adjourn('init', 'system', language, language);
    expect(code).toBe(0);
    expect(stdout).toContain(`cd ${language} && npx adjourn doctor --system -- ${run}`);
    const whole = readdirSync(join(import.meta.dirname, language, 'system'));
    expect(readdirSync(join(folder, language)).toSorted()).toEqual(whole.filter(isSource).toSorted());
  });

  describe.each(Object.entries(starters))('in %s', (_, command) => {
    test('answers every command once', async () => {
      expect(await converse(command, folder)).toEqual(EXPECTED);
    });

    test('is found well by the doctor', async () => {
      const { code, stdout } = await adjourn('doctor', '--system', '--', ...command);
      expect(stdout).not.toContain('✗');
      expect(code).toBe(0);
    });

    test('conforms', async () => {
      const { code, stdout } = await adjourn('test', 'system', '--seed', '7', '--runs', '3', '--', ...command);
      expect(stdout).toContain('Conforms');
      expect(code).toBe(0);
    });
  });

  test('with a wrong row in its mapping does not conform', async () => {
    const file = join(folder, 'python/system.py');
    const text = readFileSync(file, 'utf8');
    const wrong = text.replace('word("kicked", 1002)', 'word("kicked", 1101)');
    expect(wrong).not.toBe(text);
    writeFileSync(join(folder, 'python/wrong.py'), wrong);
    const args = ['--case', 'server/remove', '--seed', '7', '--runs', '3', '--', 'python3', 'python/wrong.py'];
    const { code, stdout } = await adjourn('test', 'system', ...args);
    expect(stdout).toContain('reason.true (MUST)');
    expect(code).toBe(1);
  });
});
