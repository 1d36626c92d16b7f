import { expect, test } from 'vitest';
import { target, way, withClauseLinks } from './links.mjs';

const page = { source: 'spec/wire.md', path: 'wire.html' };
const site = {
  places: new Map([
    ['spec/wire.md', 'wire.html'],
    ['spec/room.md', 'room.html'],
    ['spec/examples', 'examples/index.html'],
    ['proto/adjourn/v1/reason.proto', 'schemas.html#adjourn/v1/reason.proto'],
  ]),
  idsOf: new Map([
    ['wire.html', new Map([['the-fence', 'the-fence']])],
    ['room.html', new Map([['departureonce', 'departure.once']])],
  ]),
};

test.each([
  ['#the-fence', '#the-fence'],
  ['room.md', 'room.html'],
  ['room.md#departureonce', 'room.html#departure.once'],
  ['examples/', 'examples/index.html'],
  ['../proto/adjourn/v1/reason.proto', 'schemas.html#adjourn/v1/reason.proto'],
  ['https://www.rfc-editor.org/rfc/rfc2119', 'https://www.rfc-editor.org/rfc/rfc2119'],
])('%s leads to %s', (href, to) => {
  expect(target(page, href, site)).toBe(to);
});

test('a part of the project that the site does not show is no link', () => {
  expect(target(page, 'machine', site)).toBeUndefined();
});

test('a part of the project that the site does not show is shown by the code host, where that is known', () => {
  const hosted = { ...site, repository: 'https://code.host/somebody/adjourn' };
  expect(target(page, 'machine', hosted)).toBe('https://code.host/somebody/adjourn/blob/main/spec/machine');
});

test('a source that is spread out is led to the page that has the anchor', () => {
  const spread = {
    places: new Map([...site.places, ['README.md', 'getting-started.html']]),
    alsoAt: new Map([['README.md', ['report.html']]]),
    idsOf: new Map([
      ...site.idsOf,
      ['getting-started.html', new Map([['judge-a-log', 'judge-a-log']])],
      ['report.html', new Map([['exit-codes', 'exit-codes']])],
    ]),
  };
  expect(target(page, '../README.md', spread)).toBe('getting-started.html');
  expect(target(page, '../README.md#judge-a-log', spread)).toBe('getting-started.html#judge-a-log');
  expect(target(page, '../README.md#exit-codes', spread)).toBe('report.html#exit-codes');
  const readme = { source: 'README.md', path: 'getting-started.html' };
  expect(target(readme, '#exit-codes', spread)).toBe('report.html#exit-codes');
  expect(() => target(readme, '#gone', spread)).toThrow('README.md links to #gone');
});

test.each([
  ['gone.md', 'spec/wire.md links to gone.md, which does not exist. Mend the link.'],
  ['room.md#gone', 'spec/wire.md links to room.md#gone, which no heading bears. Mend the link.'],
])('%s is refused', (href, words) => {
  expect(() => target(page, href, site)).toThrow(words);
});

test('the way between pages is relative', () => {
  expect(way('examples/a.html', 'room.html#x.y')).toBe('../room.html#x.y');
  expect(way('room.html', 'room.html')).toBe('room.html');
});

test('ids of clauses become links, and other words with dots do not', () => {
  const clauses = new Map([['departure.once', { section: 'room.md' }]]);
  const nodes = withClauseLinks('see departure.once, not reason.proto', 'wire.html', clauses);
  expect(nodes.map(({ value, properties }) => properties?.href ?? value)).toEqual([
    'see ',
    'room.html#departure.once',
    ', not reason.proto',
  ]);
});
