import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { json } from '../../report/json/index.js';
import { reportOf, resultOf } from '../../report/matrix/reports.test.helper.js';
import { plain } from '../../report/palette.js';
import { everyVerdict, findingAt, logOf } from '../../report/samples.test.helper.js';
import { splitArgv } from '../command.js';
import { run } from '../program.js';
import { commandTrouble } from '../trouble.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const save = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

const frame = { palette: plain, columns: 100 };
const log = [
  json.finding(findingAt('reason.agree', 3), 'log.jsonl', frame, 0),
  json.log(logOf({ 'reason.agree': 1 }), 'log.jsonl', frame, 1),
].join('');
const failing = save('failing.json', json.run(everyVerdict, frame, false));
const passing = save('passing.json', json.run(reportOf([resultOf('server/leave', [], 'pass')]), frame, false));
const judged = save('log.json', log);

/** What the command wrote, and how it ended. */
async function adjourn(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text, ...rest) => {
      written[name] += text;
      for (const done of rest) if (typeof done === 'function') done();
      return true;
    });
  try {
    return { code: await run(splitArgv(['report', ...args])), ...written };
  } catch (error) {
    const { text, exitCode } = commandTrouble(error);
    return { code: exitCode, stdout: written.stdout, stderr: written.stderr + text };
  } finally {
    vi.restoreAllMocks();
  }
}

describe('a saved report', () => {
  test('is shown as it was when it was new, and that is no failure', async () => {
    const { code, stdout } = await adjourn(failing);
    expect(code).toBe(0);
    expect(stdout).toContain('✗ server/leave  departure.once (MUST)');
    expect(stdout).toContain('Does not conform to Adjourn 1.0');
  });

  test('goes to several reporters at once', async () => {
    const { code, stdout } = await adjourn(failing, '--reporter', `junit=${at('out.xml')}`, '--reporter', 'markdown');
    expect({ code, page: stdout.startsWith('## Adjourn: ') }).toEqual({ code: 0, page: true });
    expect(read('out.xml')).toContain('<testsuite name="server" tests="8"');
  });

  test('comes back as the same document', async () => {
    await adjourn(failing, '--reporter', `json=${at('again.json')}`);
    expect(read('again.json')).toBe(readFileSync(failing, 'utf8'));
  });

  test('may be that of a log', async () => {
    const { stdout } = await adjourn(judged, '--reporter', 'json');
    expect(stdout).toBe(log);
    expect((await adjourn(judged)).stdout).toContain('log.jsonl:3');
  });

  test('that cannot be written anywhere is told', async () => {
    expect((await adjourn(failing, '--reporter', `junit=${folder}`)).code).toBe(3);
  });
});

describe('the summary of a step', () => {
  test('is appended to the file that GitHub names', async () => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', save('summary.md', 'before\n'));
    const { stdout } = await adjourn(failing, '--reporter', 'github').finally(() => vi.unstubAllEnvs());
    expect(stdout).toMatch(/^::error title=server\/leave breaks departure.once \(MUST\)::A server/m);
    expect(read('summary.md')).toMatch(/^before\n## Adjourn: `-- .\/server --port 1`\n/);
  });
});

describe('beside an older one', () => {
  test('says what is worse, and ends with 1', async () => {
    const { code, stdout } = await adjourn(failing, '--compare', passing);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ worse   case server/leave: fail, pass before\n');
    expect(stdout).toMatch(/Something is worse\.\n$/);
  });

  test('ends with 0 where nothing is worse, and leaves a document alone on stdout', async () => {
    const { code, stdout, stderr } = await adjourn(passing, '--compare', failing, '--reporter', 'json');
    expect({ code, exitCode: JSON.parse(stdout).exitCode }).toEqual({ code: 0, exitCode: 0 });
    expect(stderr).toContain('✓ better  case server/leave: pass, fail before\n');
  });

  test('of another kind is refused', async () => {
    const { code, stderr } = await adjourn(judged, '--compare', failing);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `"${failing}" is the report of a run and "${judged}" that of a log: compare two of one kind.\n`,
    });
  });
});

test.each([
  ['{', 'is no JSON, or only a part of it'],
  ['{"spec":1}', 'is no report (This cannot be read as adjourn.testing.v1.Report'],
  ['{}', 'is no report (The profile of a report is missing)'],
])('what holds %s is refused in one sentence', async (text, sentence) => {
  const { code, stderr } = await adjourn(save('bad.json', text));
  expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(stderr).toContain(sentence);
  expect(stderr).toContain('give what "--reporter json" of "adjourn test", "replay" or "judge" wrote');
});

test('a file that is not there is named', async () => {
  expect((await adjourn(at('nowhere.json'))).stderr).toContain('nowhere.json');
});
