import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { start } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A testee that says who it is, and nothing more. */
const SAYS = `
import { createInterface } from 'node:readline';
const mapping = JSON.parse(process.argv[2]);
const system = { features: ['FEATURE_EXTENDED_CODES'], slackMs: 500, mapping };
for await (const line of createInterface({ input: process.stdin })) {
  const { id } = JSON.parse(line);
  const ready = { version: '1.0', name: 'Box 1.2', unsupported: ['cut', 'freeze'], side: 'TESTEE_SIDE_SYSTEM', system };
  console.log(JSON.stringify({ id, ready }));
}`;
writeFileSync(join(folder, 'says.mjs'), SAYS);

const word = (native: string, ...codes: number[]) => ({ native, means: codes.map((code) => ({ code })) });
const mapping = (...words: object[]) => ({
  leaver: [word('bye', 1101), word('over', 1008), ...words],
  others: [word('left', 1101)],
});
const show = (given: object) => start(folder, 'mapping', '--', 'node', 'says.mjs', JSON.stringify(given)).ended;

describe('adjourn mapping', () => {
  it('shows what the words stand for, and ends with 0 where nothing is wrong', async () => {
    const { code, stdout, stderr } = await show(mapping());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Box 1\.2\n/);
    expect(stdout).toMatch(/1101 MANUAL_LEAVE_CALLED +"bye" +"left"/);
    expect(stdout).toContain('The mapping has no error.');
  });

  it('a loss is none', async () => {
    const { code, stdout } = await show(mapping(word('gone', 1001, 1007)));
    expect(code).toBe(0);
    expect(stdout).toContain('The leaver cannot tell apart\n  1001 WEBSOCKET_DISCONNECTED and 1007 UNKNOWN: "gone"');
  });

  it('ends with 1 where something is wrong, and says what', async () => {
    const { code, stdout } = await show(mapping(word('bye', 1007)));
    expect(code).toBe(1);
    expect(stdout).toContain('✗ "bye" is mapped twice to the leaver: give it one row.');
  });

  it('ends with 2 where nothing is named, and with 3 where nothing is there', async () => {
    expect(await start(folder, 'mapping').ended).toMatchObject({ code: 2, stdout: '' });
    expect(await start(folder, 'mapping', '--', 'node', 'nowhere.mjs').ended).toMatchObject({ code: 3, stdout: '' });
  });

  it('finds nothing wrong with a testee that drives a system', async () => {
    const toy = fileURLToPath(new URL('../../sut/foreign/fixtures/toy.mjs', import.meta.url));
    expect(await start(folder, 'mapping', '--', 'node', toy).ended).toMatchObject({ code: 0 });
  });
});
