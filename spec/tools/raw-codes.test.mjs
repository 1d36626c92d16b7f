// A code that stands in a source as a number is found, and a number of another kind is not.

import { expect, test } from 'vitest';
import { rawCodes } from './raw-codes.mjs';

const found = (text) => rawCodes('a.ts', text).map((line) => line.replace('a.ts:', ''));

test.each([
  ['a reason code', 'const code = 1002;', ['1: 1002']],
  ['a close code of the protocol', 'close(4101);', ['1: 4101']],
  ['the code of a connection that is taken over', 'if (code === 4200) stop();', ['1: 4200']],
  ['in a list, each by itself', 'const all = [\n  1001,\n  1009, 1015];', ['2: 1001', '3: 1009', '3: 1015']],
  ['as the key of a table', 'const words = { 1006: "closed" };', ['1: 1006']],
  ['in a type', 'type Local = 1102 | 1103;', ['1: 1102', '1: 1103']],
])('%s', (_, text, lines) => {
  expect(found(text)).toEqual(lines);
});

test.each([
  ['milliseconds', 'const waitMs = 1_000;'],
  ['a number of another size', 'const most = [999, 1016, 1024, 1100, 1105, 4012, 4201];'],
  ['in a comment', '// closes with 1002\n/** 4101 */ const a = 1;'],
  ['in a string', 'const text = "RoomLeft 1101";'],
  ['in a template, as text', `${'const text = `code 1101 $'}{a}\`;`],
  ['a part of another number', 'const port = 10020, share = 1002.5;'],
])('%s is none', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('in a template, as an expression, it is one', () => {
  expect(found(`${'const text = `code $'}{1101}\`;`)).toEqual(['1: 1101']);
});
