import { expect, test } from 'vitest';
import { paletteFor } from './palette.js';

const RED = '\u001b[31mx\u001b[39m';

test.each([
  [true, {}, RED],
  [false, {}, 'x'],
  [undefined, {}, 'x'],
  [true, { TERM: 'dumb' }, 'x'],
  [true, { NO_COLOR: '1' }, 'x'],
  [true, { NO_COLOR: '' }, RED],
  [false, { FORCE_COLOR: '1' }, RED],
  [false, { FORCE_COLOR: 'true', TERM: 'dumb' }, RED],
  [false, { FORCE_COLOR: '' }, 'x'],
  [true, { FORCE_COLOR: '0' }, 'x'],
  [true, { FORCE_COLOR: 'false' }, 'x'],
  [true, { FORCE_COLOR: '3', NO_COLOR: '1' }, 'x'],
] as const)('a terminal: %s, with %j', (isTTY, wishes, text) => {
  expect(paletteFor({ isTTY: isTTY as boolean }, wishes).red('x')).toBe(text);
});
