import { expect, test } from 'vitest';
import { canRedraw } from './progress.js';

const window = { isTTY: true, columns: 80, rows: 24 };

test.each([
  ['a terminal', window, {}, true],
  ['a small one', { ...window, columns: 20, rows: 5 }, {}, true],
  ['a pipe', { ...window, isTTY: false }, {}, false],
  ['a terminal that does not know its size', { ...window, columns: 0, rows: 0 }, {}, false],
  ['one that cannot move its cursor', window, { TERM: 'dumb' }, false],
  ['what a CI system gives', window, { CI: 'true' }, false],
  ['a terminal where CI is switched off', window, { CI: 'false' }, true],
  ['a terminal without colours', window, { NO_COLOR: '1' }, true],
])('%s', (_, stream, env, live) => {
  expect(canRedraw(stream, env)).toBe(live);
});
