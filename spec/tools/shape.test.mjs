// The sources keep their shape: small files, no circles, few classes. `npm run shape -- --all` shows each figure with what it was found in.

import { expect, test } from 'vitest';
import { rawCodesBelow } from './raw-codes.mjs';
import { isBroken, shape } from './shape.mjs';
import { bounds } from './shape-bounds.mjs';

/** Bounds that are not reached yet. The list only shrinks: a bound that holds is taken out. */
const NOT_YET = [];

/** Folders with numbers that `gen/codes.ts` has names for. The list only shrinks, too. */

const figures = shape();

test.each(Object.keys(bounds))('%s', (name) => {
  const { value, what = [] } = figures[name];
  const { least = '', most = '' } = bounds[name];
  const wrong = isBroken(name, value);
  const advice = `"${name}" is ${value}, and shall be ${least === '' ? '' : `at least ${least} `}${most === '' ? '' : `at most ${most}`}: ${what.slice(0, 5).join('; ')}`;
  if (NOT_YET.includes(name)) expect(wrong, `"${name}" holds now: take it out of NOT_YET in shape.test.mjs`).toBe(true);
  else expect(wrong, advice).toBe(false);
});

test('no source has a reason code, a close code or a close code of WebSocket as a number', () => {
  const advice = 'gen/codes.ts has a name for each: reason, close, wsClose; milliseconds are written 1_000';
  expect(rawCodesBelow(), advice).toEqual([]);
});
