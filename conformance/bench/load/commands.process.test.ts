/** Small runs of what measures and soaks, so that it does not rot between the large ones. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { dist, startNode } from '../../cli/launch.test.helper.js';

// They may stand beside everything else on two cores.
vi.setConfig({ testTimeout: 90_000 });

const run = (name: string, ...args: string[]) =>
  startNode(tmpdir(), [join(dist, `conformance/bench/${name}/main.js`), ...args]).ended;

test('fuzz: a thousand bad frames and some bad HTTP do no harm', async () => {
  const { code, stdout, stderr } = await run('fuzz', '--frames', '1000', '--requests', '40', '--seed', '1');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^seed 1: 1000 frames and 40 HTTP requests$/m);
  expect(stdout).toMatch(/^no crash, no growth, nobody disturbed$/m);
  expect(code).toBe(0);
});

test('fuzz: frames that were not sent in time are missed', async () => {
  const { code, stdout } = await run('fuzz', '--frames', '1000000', '--requests', '0', '--max-time', '1s');
  expect(stdout).toMatch(/^wrong: \d+ of 1000000 frames were sent in 1 s$/m);
  expect(code).toBe(1);
});

test('load: every message of twenty rooms is counted, and a crowd is told that the meeting is over', async () => {
  const small = [
    '--rooms',
    '20',
    '--crowd',
    '200',
    '--repeats',
    '1',
    '--bound',
    '100',
    '--soak',
    '1500',
    '--seed',
    '1',
  ];
  const { code, stdout, stderr } = await run('load', ...small);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^200 participants in 20 rooms: .* 1660 messages of 1660 expected/m);
  expect(stdout).toMatch(/^one room of 200: \d+\.\d\d times the bare broadcast/m);
  expect(stdout).toMatch(/^soak: \d+ stays/m);
  expect(stdout).toMatch(/^all counts and bounds hold$/m);
  expect(code).toBe(0);
});

test('load: a bound that is missed is exit code 1', async () => {
  const { code, stdout } = await run('load', '--rooms', '0', '--crowd', '20', '--repeats', '1', '--bound', '0');
  expect(stdout).toMatch(/^wrong: ending a room of 20 took/m);
  expect(code).toBe(1);
});

describe('a slip ends it with 2 before anything begins, and says what to do', () => {
  test.each([
    ['races', ['--seed', 'x'], /'--seed <n>' argument 'x' is invalid\. Give a whole number from 0 to 4294967295\./],
    ['cuts', ['--scenario', '1'], /unknown option '--scenario'\s.*--scenarios/],
    ['fuzz', ['--max-time', '90'], /'--max-time <time>' argument '90' is invalid\. Give a time, such as 30s or 10m\./],
    ['load', ['--bound', '-1'], /'--bound <ratio>' argument '-1' is invalid\. Give a number, such as 1\.3\./],
    ['judge', ['--observations', '0'], /Give a whole number from 1 to 1000000000\./],
    ['races', ['--scenarios', '0'], /Give a whole number from 1 to/],
    ['fuzz', ['--frames', '0', '--requests', '0'], /nothing is left to do: give --frames or --requests\./],
    ['load', ['--rooms', '0', '--crowd', '0'], /nothing is left to do: give --rooms, --crowd or --soak\./],
  ])('%s %j', async (name, args, complaint) => {
    const { code, stdout, stderr } = await run(name, ...args);
    expect(stderr).toMatch(complaint);
    expect(stderr).toContain(`npm run ${name === 'judge' ? 'judge:load' : name} -- --help`);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('help is none', async () => {
    const { code, stdout } = await run('races', '--help');
    expect(stdout).toContain('Usage: npm run races -- [options]');
    expect(code).toBe(0);
  });
});
