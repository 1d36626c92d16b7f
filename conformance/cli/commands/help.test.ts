import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { splitArgv } from '../command.js';
import { run } from '../program.js';

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(((text: string) => {
    said += text;
    return true;
  }) as typeof process.stdout.write);
});
afterEach(() => {
  vi.restoreAllMocks();
});
const help = async (...words: string[]): Promise<string> => {
  said = '';
  expect(await run(splitArgv(['help', ...words]))).toBe(0);
  return said;
};

test.each([
  [['test'], 'Usage: adjourn test [options] [command]'],
  [['test', 'server'], '--concurrency <n>'],
  [['explain'], 'Usage: adjourn explain'],
  [['help'], 'Usage: adjourn help'],
])('help %j is that of the command', async (words, part) => {
  const text = await help(...words);
  expect(text).toContain(part);
  said = '';
  await expect(run(splitArgv([...words, '--help']))).rejects.toMatchObject({ code: 'commander.helpDisplayed' });
  expect(text).toBe(said);
});

test('help without a command lists the commands', async () => {
  const text = await help();
  expect(text).toContain('Usage: adjourn [options] [command]');
  expect(text).toMatch(/^ {2}doctor +check a target/m);
});

test.each([
  [['tets'], 'There is no command "tets". The nearest names are test'],
  [['test', 'sever'], 'There is no command "sever". The nearest names are server'],
  [['list', 'cases'], '"list" has no command "cases"'],
])('help %j says what there is instead', async (words, sentence) => {
  await expect(run(splitArgv(['help', ...words]))).rejects.toThrow(sentence);
});
