/** The scripts in the shells that they are for. A shell that is not installed is skipped; bash never is. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shells = ['bash', 'zsh', 'fish'] as const;

beforeAll(async () => {
  writeFileSync(join(folder, 'saved.json'), '{}');
  for (const shell of shells) {
    const { code, stdout, stderr } = await start(folder, 'completion', shell).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    writeFileSync(join(folder, `script.${shell}`), stdout);
  }
});

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

function inShell(shell: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

const inBash = (...typed: string[]): string[] =>
  inShell('bash', [
    '--norc',
    '-c',
    `source script.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _adjourn; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    ...typed,
  ]);

/** The builtins of zsh that answer work within a completion only: these print what they were given. */
const ZSH_STUBS = `
compdef() { : }
compadd() { shift; print -l -- "$@" }
_describe() { print -l -- "\${(@P)2%%:*}" }
_files() { print -l files$1 }
_command_names() { print -l commands }
`;
const inZsh = (...typed: string[]): string[] => {
  const found = inShell('zsh', [
    '-f',
    '-c',
    `${ZSH_STUBS} source ./script.zsh; words=("$@"); CURRENT=$#; _adjourn`,
    'zsh',
    ...typed,
  ]);
  // The shell itself keeps what begins alike.
  return found.filter((word) => word.startsWith(typed.at(-1) ?? ''));
};

const inFish = (...typed: string[]): string[] =>
  inShell('fish', ['--no-config', '-c', 'source script.fish; complete -C "$argv[1]"', typed.join(' ')]).map(
    (line) => line.split('\t')[0] ?? '',
  );

describe.each([
  ['bash', inBash],
  ['zsh', inZsh],
  ['fish', inFish],
] as const)('%s', (shell, complete) => {
  describe.runIf(isThere(shell))('completes', () => {
    test.each([
      [['te'], ['test']],
      [['test', 'se'], ['server']],
      [['test', 'server', '--see'], ['--seed']],
      [['test', 'server', '--seed', '7', '--subproto'], ['--subprotocol']],
      [['test', 'server', '--case', 'server/leave-t'], ['server/leave-twice']],
      [['test', 'client', '--case', 'server/'], []],
      [['explain', 'departure.onc'], ['departure.once']],
      [['explain', 'REMOVE_'], expect.arrayContaining(['REMOVE_PEER'])],
      [['explain', 'server/leave-t'], ['server/leave-twice']],
      [['completion', 'f'], ['fish']],
      [['help', 'ser'], expect.arrayContaining(['serve', 'server'])],
      [['serve', '--mutant', 'announces-tw'], ['announces-twice']],
      [['init', 'ser'], ['server']],
      [['init', 'server', 'py'], ['python']],
    ] as const)('%j', (typed, words) => {
      expect(complete('adjourn', ...typed)).toEqual(words);
    });
  });
});

test('bash completes values behind "=", files, and the command of the target', () => {
  expect(inBash('adjourn', 'test', 'server', '--case', '=', 'server/leave-t')).toEqual(['server/leave-twice']);
  expect(inBash('adjourn', 'replay', 'sav')).toEqual(['saved.json']);
  expect(inBash('adjourn', 'test', 'server', '--', 'sav')).toContain('saved.json');
  expect(inBash('adjourn', 'test', 'server', '--', '--see')).toEqual([]);
});

test.runIf(isThere('zsh'))('zsh completes files, folders and the command of the target', () => {
  const raw = (...typed: string[]) =>
    inShell('zsh', [
      '-f',
      '-c',
      `${ZSH_STUBS} source ./script.zsh; words=("$@"); CURRENT=$#; _adjourn`,
      'zsh',
      ...typed,
    ]);
  expect(raw('adjourn', 'replay', '')).toEqual(['files']);
  expect(raw('adjourn', 'test', 'server', '--output', '')).toEqual(['files-/']);
  expect(raw('adjourn', 'test', 'server', '--', '')).toEqual(['commands', 'files']);
});

test.runIf(isThere('fish'))('fish completes files and the command of the target', () => {
  expect(inFish('adjourn', 'replay', 'sav')).toEqual(['saved.json']);
  expect(inFish('adjourn', 'test', 'server', '--', 'sav')).toContain('saved.json');
});
