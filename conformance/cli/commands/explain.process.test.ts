/** `adjourn explain` as its callers meet it, out of a package. Needs `npm run build`. */
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type Outcome, start } from '../launch.test.helper.js';

const adjourn = (...args: string[]): Promise<Outcome> => start(tmpdir(), ...args).ended;

describe('adjourn explain', () => {
  test.each([
    ['departure.once', /^right .*\n {2}#.*\n {2}round 1\n/m],
    ['1002', /REMOVE_PEER\n/],
    ['server/leave', /One scenario/],
  ])('%s', async (word, content) => {
    const { code, stdout, stderr } = await adjourn('explain', word);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(content);
    expect(stdout).not.toContain('\x1b');
  });

  test.each([
    ['explain departure.onse', 'The nearest names are departure.once'],
    ['explain', "Missing required argument 'word'"],
    ['explain 1002 -- node x.js', 'starts no target'],
  ])('%s ends with 2 and one line that says what to do', async (args, words) => {
    const { code, stdout, stderr } = await adjourn(...args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
