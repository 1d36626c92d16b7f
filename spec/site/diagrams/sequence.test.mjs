import { expect, test } from 'vitest';
import { htmlOf } from '../markdown.mjs';
import { drawSequence } from './draw.mjs';
import { layOut } from './layout.mjs';
import { isSequence, readSequence } from './read.mjs';
import { arrowsInWords, rowsInWords } from './words.mjs';

const RACE = `
    ann (host)          bob                   server
    │ Remove bob#1 ──────────────────────────▶ │   the removal is taken up first
    │                   │ Leave ───────╳       │
    │                   │ ◀── RoomLeft 1002 ── │   right: bob is told
    ╳ the connection is lost
    │                   │                      │   the window is over
    │                   │ ◀── RoomLeft 1101      wrong: a second departure

right  roomLeft { REMOVE_PEER, 1002 }   the server's word
wrong  nothing at all                   (client.room-left-once)
`.slice(1);

const PRINTED = `
      ann   bob                       server
      host  as b
      ⋮ 9 earlier
    ┌ │     │ Join ─────────────────▶ │
    └ │ End ────────────────────────▶ │
  ▶   │     │ ◀─ Joined bob#1         │
      │     │ not allowed here        │
  ▶   missing: one RoomLeft to ann
    ┌└ sent at the same time
`.slice(1);

test('the text of a diagram is known by its names and bars', () => {
  expect([RACE, PRINTED].map(isSequence)).toEqual([true, true]);
  expect(isSequence('$ npx adjourn test server\n1 of 147 cases\n\n      ann    server\n      │ Join ──▶ │\n')).toBe(
    false,
  );
  expect(isSequence('GET /meetings HTTP/1.1\nHost: meet.example\n')).toBe(false);
});

test('messages, losses, events and notes are told apart', () => {
  const { lanes, rows, verdicts } = readSequence(RACE);
  expect(lanes.map(({ name }) => name)).toEqual(['ann (host)', 'bob', 'server']);
  expect(rows.map(({ kind, lane, label, note }) => [kind, lane, label, note])).toEqual([
    ['message', 0, 'Remove bob#1', 'the removal is taken up first'],
    ['message', 1, 'Leave', ''],
    ['message', 1, 'RoomLeft 1002', 'right: bob is told'],
    ['event', 0, 'the connection is lost', ''],
    ['event', 2, '', 'the window is over'],
    ['message', 1, 'RoomLeft 1101', 'wrong: a second departure'],
  ]);
  expect(rows.map(({ toServer = '-', lost = '-' }) => [toServer, lost])).toEqual([
    [true, false],
    [true, true],
    [false, false],
    ['-', '-'],
    ['-', '-'],
    [false, false],
  ]);
  expect(rows.map(({ right, wrong }) => [right, wrong])[2]).toEqual([true, false]);
  expect(rows.at(-1).wrong).toBe(true);
  expect(verdicts).toEqual([
    { verdict: 'right', what: 'roomLeft { REMOVE_PEER, 1002 }', why: "the server's word" },
    { verdict: 'wrong', what: 'nothing at all', why: '(client.room-left-once)' },
  ]);
});

test('what the suite prints has marks, a second line of names, and rows that are left out', () => {
  const { lanes, rows } = readSequence(PRINTED);
  expect(lanes.map(({ about }) => about)).toEqual(['host', 'as b', '']);
  expect(rows.map(({ kind, label }) => [kind, label])).toEqual([
    ['gap', '9 earlier'],
    ['message', 'Join'],
    ['message', 'End'],
    ['message', 'Joined bob#1'],
    ['gap', 'missing: one RoomLeft to ann'],
  ]);
  expect(rows.map(({ first, last }) => [first, last]).slice(1, 3)).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(rows[3]).toMatchObject({ marked: true, wrong: true, note: 'not allowed here' });
});

test.each([
  [
    '    ann      server\n    │ Join ──▶ │\n    and then she left\n',
    'A sequence diagram has a line that is none: "and then she left".',
  ],
  ['    ann      server\n    │ Join ──▶ │\n\nperhaps  this\n', 'without "right" or "wrong": "perhaps  this"'],
])('a line that cannot be drawn is refused', (text, words) => {
  expect(() => readSequence(text)).toThrow(words);
});

test('each row is also said in words, and what is wrong is called so', () => {
  expect(rowsInWords(readSequence(RACE))).toEqual([
    'ann (host) to server: Remove bob#1; the removal is taken up first',
    'bob to server: Leave; it is lost',
    'server to bob: RoomLeft 1002; right: bob is told',
    'ann (host): the connection is lost',
    'the window is over',
    'server to bob: RoomLeft 1101; wrong: a second departure',
  ]);
  expect(rowsInWords(readSequence(PRINTED)).slice(1)).toEqual([
    'bob to server: Join',
    'at the same time; ann to server: End',
    'server to bob: Joined bob#1; not allowed here',
    'missing: one RoomLeft to ann; this is wrong',
  ]);
});

test('the arrows of a state diagram are said in words', () => {
  expect(arrowsInWords('stateDiagram-v2\n  [*] --> joined: Join<br>Resume\n  joined --> [*]\n')).toEqual([
    'the beginning to joined: Join; Resume',
    'joined to the end',
  ]);
});

test('nothing stands outside of the drawing, and no message is longer than its arrow', () => {
  for (const text of [RACE, PRINTED]) {
    const { rows, server, width, height } = layOut(readSequence(text));
    for (const { kind, x, y, label, notes } of rows) {
      const letters = kind === 'gap' ? width : server;
      expect(x + label.length * 7.8).toBeLessThanOrEqual(letters);
      for (const line of notes) expect(server + line.length * 7.8).toBeLessThan(width);
      expect(y).toBeLessThan(height);
    }
    const places = rows.map(({ y }) => y);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  }
});

test('the drawing has its name, and each message once', () => {
  const svg = htmlOf(drawSequence(readSequence(RACE), 'Sequence diagram: reason.first-wins'));
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>Sequence diagram: reason\.first-wins<\/title>/);
  expect(svg.match(/class="arrow"/g)).toHaveLength(4);
  expect(svg.match(/class="cross"/g)).toHaveLength(2);
  expect(svg.match(/class="message wrong"/g)).toHaveLength(1);
  expect(svg).not.toContain('undefined');
  expect(svg).not.toContain('NaN');
});
