/**
 * A run on a terminal. A pseudo terminal is what `script` gives, which every Linux has; what it writes is read by a
 * small terminal of ours.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { quote } from '../../report/text.js';
import { main } from '../launch.test.helper.js';
import { Terminal } from './screen.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-live-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
const CTRL_C = '\u0003';

interface Seen {
  readonly terminal: Terminal;
  readonly code: number | null;
  /** The screen after each piece that came. */
  readonly screens: readonly (readonly string[])[];
}

/** Runs `adjourn` on a terminal of this size. `type`: what is typed once the screen shows something. */
async function onTerminal(
  size: readonly [rows: number, columns: number],
  args: readonly string[],
  { env = {}, type }: { env?: NodeJS.ProcessEnv; type?: { readonly at: RegExp; readonly text: string } } = {},
): Promise<Seen> {
  const [rows, columns] = size;
  const terminal = new Terminal(rows, columns);
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const line = `stty rows ${rows} cols ${columns}; exec ${quote([process.execPath, main, ...args])}`;
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    cwd: folder,
    env: { ...inherited, TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const screens: string[][] = [];
  let typed = type === undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    terminal.write(text);
    screens.push(terminal.screen);
    if (typed || !type?.at.test(terminal.screen.join('\n'))) return;
    typed = true;
    child.stdin.write(type.text);
  });
  const [code] = await once(child, 'close');
  return { terminal, code, screens };
}

const server = (mutant: string): string[] => ['--', process.execPath, main, 'serve', '--mutant', mutant];
/** `3 of 82 cases, 9 s left`, or shorter; the first line of all, which stays, has in brackets by what they were chosen. */
const frameLine = /\d+ of \d+ cases?\b(?! \()|^\d+(?: of |\/)\d+\b(?! cases? \()/;

describe.runIf(hasScript)('a run on a terminal', () => {
  test.each([
    [24, 80, {}],
    [5, 20, {}],
    [50, 200, { NO_COLOR: '1' }],
  ])('of %i rows and %i columns shows how far it is, and leaves only what is to stay', async (rows, columns, env) => {
    const args = ['test', 'server', '--case', 'server/leave*', '--case', 'server/remove', '--seed', '7'];
    const { terminal, code, screens } = await onTerminal([rows, columns], [...args, ...server('announces-twice')], {
      env,
    });
    expect(code).toBe(1);
    expect(screens.some((screen) => screen.some((line) => frameLine.test(line)))).toBe(true);
    for (const screen of screens) expect(screen.length).toBeLessThanOrEqual(rows);
    const whole = [...terminal.history, ...terminal.screen];
    // The lines that were written over are gone, and each line that stays is there once.
    expect(whole.filter((line) => /^\d+ of \d+ cases?\b(?! \()|^\d+\/\d+|^▸|^broken:/.test(line))).toEqual([]);
    expect(whole.filter((line) => line.startsWith('✗ server/leave  fail'))).toHaveLength(1);
    expect(whole.join('').replace(/\s/g, '')).toContain('clausebroken(departure.once)');
    expect([terminal.cursorShown, terminal.wraps]).toEqual([true, true]);
  });

  test('that is interrupted ends with the cursor back, below what was judged', async () => {
    const args = ['test', 'server', '--runs', '500', '--case', 'server/leave*'];
    const type = { at: /of \d+ cases?\b(?! \()/, text: CTRL_C };
    const { terminal, code } = await onTerminal([24, 80], args, { type });
    expect(code).toBe(130);
    expect([terminal.cursorShown, terminal.wraps, terminal.cursor[1]]).toEqual([true, true, 0]);
    const { screen } = terminal;
    expect(screen.filter((line) => /^▸|left$/.test(line))).toEqual([]);
    expect(screen.at(-2)).toContain('Interrupted');
  });

  test.each([{ TERM: 'dumb' }, { CI: 'true' }])('with %j writes lines that stay', async (env) => {
    const { terminal, code } = await onTerminal([24, 80], ['test', 'server', '--case', 'server/leave'], { env });
    expect(code).toBe(0);
    expect([...terminal.history, ...terminal.screen].some((line) => /^✓ server\/leave .* checks/.test(line))).toBe(
      true,
    );
  });
});
