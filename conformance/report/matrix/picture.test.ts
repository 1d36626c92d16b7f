import { expect, test } from 'vitest';
import { matrixOf, matrixPicture } from './index.js';
import { reportOf, told } from './reports.test.helper.js';

const crosswalk = [
  told({ native: 'gone' }),
  told({ native: 'gone', cause: 'removed-by-host' }),
  told({ native: 'over', cause: 'ended-by-host' }),
  told({ means: [], cause: 'ended-by-host', times: 9 }),
  told({ means: [], cause: 'cut' }),
  told({ native: 'a_rather_long_word_<b>', cause: 'replaced', listener: 'others' }),
];
const picture = matrixPicture(matrixOf([{ name: 'box', report: reportOf([], { crosswalk }) }]));

/** How the cells are filled, from the top, the leaver's before the others'. */
const fills = [...picture.matchAll(/<rect [^>]*rx="4" class="(\w+)"/g)].map(([, fill]) => fill);

test('one word for causes of different codes has a colour of its own, and what was not brought about has none', () => {
  // Left, removed, ended, replaced, cut.
  expect(fills.slice(0, 5)).toEqual(['merged1', 'merged1', 'apart', 'none', 'nothing']);
  expect(fills.slice(5)).toEqual(['none', 'none', 'none', 'apart', 'none']);
});

test('a word stands before the nothing that others were told, with how many more there were', () => {
  expect(picture).toContain('>over +1<');
});

test('a long word takes two lines, and nothing from outside is an element', () => {
  expect(picture).toContain('>a_rather_<');
  expect(picture).toContain('long_word_&lt;b&gt;');
  expect(picture).not.toContain('<b>');
});
