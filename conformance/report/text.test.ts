import { expect, test } from 'vitest';
import { clip, formatDuration, overlay, pad, plural, quote, sentence, width, wrap } from './text.js';

test.each([
  ['ann', 3],
  ['', 0],
  ['─▶│…·', 5],
  ['王小明', 6],
  ['ｱﾝ', 2],
  ['Ａｎｎ', 6],
  ['한국어', 6],
  ['ze\u0301', 2],
  ['👩', 2],
  ['👩‍👩‍👧', 2],
  ['🇯🇵🇩🇪', 4],
  ['❤️', 2],
  ['❤', 1],
  ['a\u200bb', 2],
] as const)('%j takes %i columns', (text, columns) => {
  expect(width(text)).toBe(columns);
  expect(width(pad(text, 9))).toBe(9);
});

test('a text over another leaves the columns of what stands beside it', () => {
  expect(overlay('│   │', 4, '┼')).toBe('│   ┼');
  expect(overlay('', 3, '王')).toBe('   王');
  expect(overlay('王小明', 1, 'x')).toBe(' x小明');
  expect(overlay('王小明', 2, 'x')).toBe('王x 明');
  expect(overlay('abcdef', 1, '王')).toBe('a王def');
  expect(overlay('ab', 5, '')).toBe('ab   ');
});

test('cuts with an ellipsis what is too long, by columns', () => {
  expect(clip('王小明', 6)).toBe('王小明');
  expect(clip('王小明', 5)).toBe('王小…');
  expect(clip('王小明', 4)).toBe('王…');
  expect(clip('christopher', 6)).toBe('chris…');
  expect(clip('ann', 3)).toBe('ann');
  expect(clip('👩👩👩👩', 3)).toBe('👩…');
  expect(clip('ann', 0)).toBe('');
});

test('breaks lines between words', () => {
  expect(wrap('tell each remaining participant', 14)).toEqual(['tell each', 'remaining', 'participant']);
  expect(wrap('', 10)).toEqual([]);
});

test('says times and numbers as people do', () => {
  expect([formatDuration(412), formatDuration(61_000)]).toEqual(['0.4 s', '1 min 1 s']);
  expect([plural(1, 'case'), plural(1200, 'case')]).toEqual(['1 case', '1,200 cases']);
});

test('writes a command so that a shell takes it back', () => {
  expect(quote(['node', './server.js', '--port=8080'])).toBe('node ./server.js --port=8080');
  expect(quote(['sh', '-c', "echo 'it is' $PORT"])).toBe(`sh -c 'echo '\\''it is'\\'' $PORT'`);
});

test.each([
  ['two\nlines', 'two lines.'],
  ['a question?', 'a question?'],
  ['\u001b[31mred\u0000\u0007', '[31mred.'],
  ['one  \r\n two.', 'one two.'],
  ['ünï ☃', 'ünï ☃.'],
])('%j becomes one line that ends', (text, line) => {
  expect(sentence(text)).toBe(line);
});

test('a word that does not end is cut', () => {
  expect(sentence(`no "${'a'.repeat(50_000)}" here`)).toMatch(/^no "a{100,200}… here\.$/);
});
