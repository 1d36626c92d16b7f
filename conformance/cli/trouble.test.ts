import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { Unreachable } from '../sut/system.js';
import { commandTrouble } from './trouble.js';
import { UsageError } from './usage.js';

test.each([
  [new CommanderError(0, 'commander.helpDisplayed', ''), { text: '', exitCode: 0 }],
  [new CommanderError(1, 'commander.unknownOption', ''), { text: '', exitCode: 2 }],
  [new UsageError('Give a port.'), { text: 'Give a port.\n', exitCode: 2 }],
  [new Unreachable('nothing listens there'), { text: 'No verdict: nothing listens there.\n', exitCode: 3 }],
])('%s is told in a sentence', (error, trouble) => {
  expect(commandTrouble(error)).toEqual(trouble);
});

test('asks for a report, trace included, of what nobody expected', () => {
  const { text, exitCode } = commandTrouble(new TypeError('x is undefined'));
  expect(exitCode).toBe(3);
  expect(text).toContain('Please report it');
  expect(text).toContain('TypeError: x is undefined\n    at ');
});
