import { expect, test } from 'vitest';
import { lastWords } from './last-words.js';

test.each([
  ['the last line', 'one\ntwo\n\n', 'two'],
  ['nothing', '\n', ''],
  [
    'the error of a Node program',
    'up\nfile:///x.js:1\nthrow\n\nTypeError [ERR_X]: no such thing\n    at x (y:1)\n\nNode.js v20.20.2\n',
    'TypeError [ERR_X]: no such thing',
  ],
  [
    'the error of a Python program',
    'Traceback (most recent call last):\n  File "x"\nValueError: no\n',
    'ValueError: no',
  ],
  [
    'the panic of a Go program',
    'up\npanic: no such thing\n\ngoroutine 18 [running]:\nmain.live()\n\t/src/sdk.go:9 +0x25\ncreated by main.join in goroutine 1\n\t/src/sdk.go:5 +0x3f\nexit status 2\n',
    'panic: no such thing',
  ],
  ['an exit code that nothing else goes with', 'exit status 3\n', 'exit status 3'],
  ['a version that nothing else goes with', 'Node.js v20.20.2\n', 'Node.js v20.20.2'],
])('%s', (_, text, words) => {
  expect(lastWords(text.split('\n'))).toBe(words);
});
