/** A client's failure, drawn: its application on the left, the server that the suite plays on the right. */
import { describe, expect, test } from 'vitest';
import { type ClauseId, clauses } from '../../gen/clauses.js';
import type { Note, ToldReason } from '../exchange/client.js';
import type { HistoryRecord } from '../exchange/history.js';
import { PEER, SENTINEL } from '../exchange/names.js';
import type { Profile } from '../exchange/profile.js';
import { attendee, dispose, inTurn, join, leave, type PeerAction, peer } from '../exchange/scenario.js';
import { drawDiagram } from './diagram.js';
import { drawSvg } from './svg/picture.js';

const profile: Profile = {
  name: 'a client',
  side: 'client',
  wire: true,
  features: [],
  resumeWindowMs: 500,
  tokens: false,
  slackMs: 100,
  unsupported: [],
  deviations: [],
};

const scenario = inTurn([attendee('ann')], join('ann'), leave('ann'));

const calls = (at: number, request: number, action = leave('ann')): HistoryRecord => ({
  kind: 'sent',
  at,
  seat: 'ann',
  round: 0,
  connection: 0,
  action,
  request,
});
const does = (at: number, deed: PeerAction): HistoryRecord => ({
  kind: 'sent',
  at,
  seat: PEER,
  round: 0,
  connection: 1,
  action: peer(deed),
});
const app = (at: number, note: Note): HistoryRecord => ({ kind: 'client', at, seat: 'ann', connection: 0, note });
const wire = (at: number, note: Note, connection = 1): HistoryRecord => ({
  kind: 'client',
  at,
  seat: PEER,
  connection,
  note,
});
const hears = (message: 'join' | 'resume' | 'leave' | 'ack', rest = {}): Note => ({
  kind: 'heard',
  heard: { message, request: 0, ack: 0, ...rest },
});
const connects: Note = { kind: 'heard', heard: { message: 'connect', address: '/?token=x', subprotocols: [] } };
const says = (message: 'joined' | 'roomLeft' | 'participantLeft' | 'garbage', sequence: number, rest = {}): Note => ({
  kind: 'said',
  said: { message, sequence, replyTo: 0, ...rest },
});
const roomLeft = (reason?: ToldReason): Note => ({
  kind: 'told',
  told: { event: 'roomLeft', ...(reason && { reason }) },
});
const lost: ToldReason = { type: 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED', code: 1102, source: 'LOCAL' };
const fence = { participant: SENTINEL, participation: 'sentinel-1', code: 1101 };

const records: HistoryRecord[] = [
  does(0, { kind: 'answer', demand: 'leave', answer: { how: 'never' } }),
  calls(1, 1, join('ann')),
  wire(2, connects),
  wire(3, hears('join', { joinId: 'secret' })),
  wire(4, says('joined', 1, { participation: 'ann-1', roster: ['bob-1'], token: 't' })),
  app(5, { kind: 'told', told: { event: 'joined', participation: 'ann-1' }, list: ['bob-1'] }),
  app(6, { kind: 'returned', call: 1, end: { how: 'done' } }),
  does(7, { kind: 'participantLeft', who: 'bob', code: 1002, wording: 'own', numbering: 'gap' }),
  wire(7, says('participantLeft', 3, { participation: 'bob-1', code: 1002, text: 'Removed.' })),
  wire(8, says('participantLeft', 4, fence)),
  wire(9, hears('ack', { ack: 3 })),
  does(10, { kind: 'cut', how: 'fin' }),
  wire(10, { kind: 'closed', code: 1006, by: 'server' }),
  wire(20, connects, 2),
  wire(21, hears('resume', { sequence: 3, ack: 3 }), 2),
  calls(22, 2),
  app(600, roomLeft(lost)),
  app(601, { kind: 'returned', call: 2, end: { how: 'failed', why: 'too late' } }),
  wire(602, { kind: 'closed', code: 4101, by: 'client' }, 2),
];

const failure = (clause: ClauseId, at: number, all = records) => ({
  clause,
  at,
  allowed: 'nothing',
  seen: 'something',
  history: { scenario, profile, records: all, settled: 'fenced' as const },
});
const draw = (clause: ClauseId, at: number, available = 140, all = records) =>
  drawDiagram(failure(clause, at, all), available).map(({ text }) => text);

describe('the diagram of a client', () => {
  test('shows both of its sides, what the server was told to do, and the time in which nothing happened', () => {
    expect(`\n${draw('client.server-word', 16).join('\n')}\n`).toMatchInlineSnapshot(`
      "
            application                                                            client (as ann)                 server
            │                                                                      │           never answers Leave │
            │ join(blue) ────────────────────────────────────────────────────────▶ │                               │
            │                                                                      │ connect ────────────────────▶ │
            │                                                                      │ Join ───────────────────────▶ │
            │                                                                      │ ◀── Joined ann-1 (with bob-1) │
            │ ◀────────────────────────────────────────────────────── joined ann-1 │                               │
            │                                                                      │ ◀─ ParticipantLeft bob-1 1002 │
            │                                                                      │ Ack 3 ──────────────────────▶ │
            │                                                                      │ ╳───────────── connection cut │
            │                                                                      │ connect /2 ─────────────────▶ │
            │                                                                      │ Resume sequence 3 /2 ───────▶ │
            │ leave() ───────────────────────────────────────────────────────────▶ │                               │
            │ 0.6 s later                                                          │                               │
        ▶   │ ◀─ roomLeft { WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED, 1102, LOCAL } │                               │   not allowed here
            │ ◀────────────────────────────────────────── leave() failed: too late │                               │
            │                                                                      │ close 4101 /2 ──────────────▶ │
      "
    `);
  });

  test('numbers what is sent where the clause is about that', () => {
    const text = draw('client.gap', 16).join('\n');
    expect(text).toContain(' ParticipantLeft bob-1 1002 seq 3 │');
    expect(text).toContain('│ Resume sequence 3 /2 ─');
  });

  test('shows sentences, lists, addresses and ends of calls where the clause is about them', () => {
    expect(draw('reason.message', 16).join('\n')).toContain(' ParticipantLeft bob-1 1002 "Removed." │');
    expect(draw('client.list', 16).join('\n')).toContain(' joined ann-1, list: bob-1 │');
    expect(draw('client.token-address', 2).join('\n')).toContain('│ connect /?token=x ─');
    expect(draw('client.join-id', 3).join('\n')).toContain('│ Join secret ─');
    const ends = draw('client.leave-never-throws', 17).join('\n');
    expect(ends).toContain(' join(blue) done │');
    expect(ends).toContain(' leave() failed: too late │');
  });

  test("hides the suite's fence, unless it is what is wrong", () => {
    expect(draw('client.server-word', 16).join('\n')).not.toContain(SENTINEL);
    const told = app(650, { kind: 'told', told: { event: 'participantLeft', ...fence } });
    const text = draw('client.participant-left-names', 19, 140, [...records, told]).join('\n');
    expect(text).toContain(' ParticipantLeft sentinel-1 1101 │');
    expect(text).toMatch(/▶ {3}│ ◀─+ participantLeft sentinel-1 without a reason │/);
  });

  test('shows a deed that nothing came of', () => {
    const silent = [...records.slice(0, 6), does(9, { kind: 'close', code: 4002 }), calls(10, 2, dispose('ann'))];
    const text = draw('client.server-word', silent.length, 140, silent).join('\n');
    expect(text).toContain(' close 4002 │');
    expect(text).toContain('│ dispose() ─');
  });

  test.each([80, 100, 120])('keeps within %i columns, with the wrong label the longest to be read', (available) => {
    for (let at = 0; at <= records.length; at += 1) {
      const lines = draw('client.server-word', at, available);
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(available);
    }
    const wrong = draw('client.server-word', 16, available).find((line) => line.startsWith('  ▶')) ?? '';
    expect(wrong).toContain(
      available < 100 ? 'roomLeft { WEBSOCKET_CONN' : 'roomLeft { WEBSOCKET_CONNECTION_ATTEMPTS_EXH',
    );
  });

  test.each(Object.keys(clauses) as ClauseId[])('can be drawn for %s', (clause) => {
    expect(draw(clause, 16).some((line) => line.includes('▶'))).toBe(true);
  });
});

test('the picture of a client says who speaks to whom', () => {
  const svg = drawSvg(failure('client.server-word', 16));
  expect(svg).toContain('application to client: join(blue)');
  expect(svg).toContain('client to server: Join');
  expect(svg).toContain('server to client: connection cut');
  expect(svg).toContain('server: never answers Leave');
  expect(svg).toContain(
    'client to application: roomLeft { WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED, 1102, LOCAL } (not allowed here)',
  );
});
