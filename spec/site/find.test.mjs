// The search as the pages load it: the library, the entries of the real site, and what finds among them. Only the window is made here.

import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../conformance/cli/catalogue/make.js';
import { buildSite } from './site.mjs';

const files = buildSite({ cases: makeCatalogue().cases });
const window = createContext({});
window.window = window;
for (const name of ['minisearch', 'search-index', 'find']) runInContext(files.get(`assets/${name}.js`), window);
const find = window.finder(window.searchIndex);
const first = (typed) => find(typed).hits[0]?.way;

describe('what is typed rightly is first', () => {
  test.each([
    ['client.close-is-room-left', 'client.html#client.close-is-room-left'],
    ['Client.Close-Is-Room-Left', 'client.html#client.close-is-room-left'],
    ['close-is-room-left', 'client.html#client.close-is-room-left'],
    ['departure.once', 'room.html#departure.once'],
    ['departure once', 'room.html#departure.once'],
    ['resumption', 'resumption.html'],
    ['1002', 'reason-codes.html#1002'],
    ['REMOVE_PEER', 'reason-codes.html#1002'],
    ['REASON_CODE_REMOVE_PEER', 'reason-codes.html#1002'],
    ['remove peer api', 'reason-codes.html#1010'],
    ['4200', 'wire.html#close-4200'],
    ['4002', 'reason-codes.html#1002'],
    ['ParticipantLeft', 'messages.html#participantleft'],
    ['RoomLeft', 'messages.html#roomleft'],
    ['participant left', 'messages.html#participantleft'],
    ['server/leave', 'cases.html#server/leave'],
    ['client/leave-overtaken', 'cases.html#client/leave-overtaken'],
    ['getting started', 'getting-started.html'],
    ['exit codes', 'report.html#exit-codes'],
    ['gitlab', 'ci.html#gitlab'],
    ['what binds me', 'binding.html'],
    ['heartbeat', 'messages.html#heartbeat'],
    ['heartbeat.timeout', 'wire.html#heartbeat.timeout'],
  ])('%s', (typed, way) => {
    expect(find(typed).slipped).toBe(false);
    expect(first(typed)).toBe(way);
  });
});

describe('a slip of the keys is forgiven', () => {
  test.each([
    ['resumtion', 'resumption.html'],
    ['resumptoin', 'resumption.html'],
    ['rezumption', 'resumption.html'],
    ['secruity', 'security.html'],
    ['dpearture.once', 'room.html#departure.once'],
    ['departure.onse', 'room.html#departure.once'],
    ['client.close-is-rom-left', 'client.html#client.close-is-room-left'],
    ['clinet.close-is-room-left', 'client.html#client.close-is-room-left'],
    ['close is rom left', 'client.html#client.close-is-room-left'],
    ['REMVOE_PEER', 'reason-codes.html#1002'],
    ['RoomLfet', 'messages.html#roomleft'],
    ['ParticipentLeft', 'messages.html#participantleft'],
    ['hartbeat', 'messages.html#heartbeat'],
    ['conformence', 'conformance.html'],
    ['gitlba', 'ci.html#gitlab'],
    ['server/leav-twice', 'cases.html#server/leave-twice'],
    ['server/leave-twcie', 'cases.html#server/leave-twice'],
  ])('%s', (typed, way) => {
    expect(first(typed)).toBe(way);
  });

  test('a word that is not finished yet is none', () => {
    const { hits, slipped } = find('leav');
    expect(slipped).toBe(false);
    expect(hits[0].title).toBe('Leave');
  });

  test('letters in the wrong order are one slip: "gohst" is a ghost, and neither "host" nor "lost"', () => {
    const { hits, slipped } = find('gohst');
    expect(slipped).toBe(true);
    expect(hits.length).toBeGreaterThan(0);
    for (const { terms } of hits) expect(terms.join()).toMatch(/^ghost/);
  });

  test('a number has no slips: another number is another thing', () => {
    expect(find('4299').hits).toEqual([]);
  });
});

test('the words of a diagram are found, and shown without its lines', () => {
  const [hit] = find('bob would conclude').hits;
  expect(hit.way).toBe('resumption.html#resume.true-reason');
  expect(window.searchIndex.filter(({ text }) => /[│◀▶]/.test(text))).toEqual([]);
});

test('what stands nowhere is not found', () => {
  expect(find('xylophone quartz').hits).toEqual([]);
  expect(find('  ').hits).toEqual([]);
});

test('every clause, every reason code and every case is found first by its name', () => {
  const { clauses } = JSON.parse(files.get('clauses.json'));
  const named = window.searchIndex.filter(({ kind }) => ['reason code', 'case'].includes(kind));
  const wrong = [
    ...Object.entries(clauses).map(([id, { section }]) => [id, `${section.replace('.md', '.html')}#${id}`]),
    ...named.map(({ title, way }) => [title, way]),
  ].filter(([name, way]) => first(name) !== way);
  expect(named.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('a close code is first by its number, or second to the reason code of that number', () => {
  const closes = window.searchIndex.filter(({ kind }) => kind === 'close code');
  const far = closes.filter(
    ({ title, way }) =>
      !find(title)
        .hits.slice(0, 2)
        .some((hit) => hit.way === way),
  );
  expect(closes.length).toBeGreaterThan(5);
  expect(far).toEqual([]);
});
