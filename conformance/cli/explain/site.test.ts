import { expect, test } from 'vitest';
import { siteAddress } from './site.js';

test.each([
  ['https://adjourn.dev', 'https://adjourn.dev/room.html#room.isolated'],
  ['https://somebody.github.io/adjourn/', 'https://somebody.github.io/adjourn/room.html#room.isolated'],
  ['https://somebody.github.io/adjourn', 'https://somebody.github.io/adjourn/room.html#room.isolated'],
])('on the site at %s', (homepage, address) => {
  expect(siteAddress('room.html#room.isolated', homepage)).toBe(address);
});

test.each([
  ['a placeholder', 'https://example.org/adjourn'],
  ['the page of a repository', 'https://code.host/somebody/adjourn#readme'],
  ['nothing', ''],
])('where the homepage is %s, the path alone', (_, homepage) => {
  expect(siteAddress('room.html#room.isolated', homepage)).toBe('room.html#room.isolated');
});
