/** The faults that are planted are those that are meant: everything else passes as it came. */
import { expect, test } from 'vitest';
import { presenceEditor } from './presence-editor.js';

const PRESENCE = `<presence from='blue/bob' type='unavailable'><x><status code='307'/></x></presence>`;
const SMALL = `<presence id='2'/>`;
const TEXT = `<iq id='1'/>${PRESENCE}${SMALL}<message>presence</message>${PRESENCE}<iq/>`;

test.each([1, 3, 20, 1_000])('presences are changed in pieces of %i characters, and nothing is lost', (size) => {
  const pieces = TEXT.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  const through = (edit: (presence: string) => string) => pieces.map(presenceEditor(edit)).join('');
  expect(through((presence) => presence)).toBe(TEXT);
  expect(through((presence) => (presence === PRESENCE ? '' : presence))).toBe(TEXT.replaceAll(PRESENCE, ''));
  expect(through((presence) => presence + presence)).toHaveLength(TEXT.length + 2 * PRESENCE.length + SMALL.length);
});

test('a presence that is not whole waits for its end', () => {
  const take = presenceEditor((presence) => presence.toUpperCase());
  expect(take(`<iq/><presence a='1'>`)).toBe('<iq/>');
  expect(take('<x/></pres')).toBe('');
  expect(take('ence>')).toBe(`<PRESENCE A='1'><X/></PRESENCE>`);
});
