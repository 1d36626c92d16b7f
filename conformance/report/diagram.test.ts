import { expect, test } from 'vitest';
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { drawDiagram } from './diagram.js';
import { width } from './text.js';

const twice = `seats ann:host bob:attendee
features remove extended_codes
round 1
ann > join blue
ann < joined blue$1 ann#1 with
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
ann > remove bob as=bob#1
bob < roomLeft 1002
ann < participantLeft bob#1 1002
ann < participantLeft bob#1 1002
ann < accepted re=1
bob < closed 4002
fence
ann > sync
ann < accepted re=2
`;

const draw = (text: string, at: number, available = 100, clause = 'departure.once', allowed = 'nothing more') =>
  `\n${drawDiagram({ clause: clause as 'departure.once', at, allowed, history: parseExample(text).history }, available)
    .map((line) => line.text)
    .join('\n')}\n`;

test('draws who sent what to whom, and marks what was not allowed', () => {
  expect(draw(twice, 8)).toMatchInlineSnapshot(`
    "
          ann (host)  bob                            server
          │ Join ──────────────────────────────────▶ │
          │ ◀────────────────────────── Joined ann#1 │
          │           │ Join ──────────────────────▶ │
          │           │ ◀─ Joined bob#1 (with ann#1) │
          │ ◀─────────────── ParticipantJoined bob#1 │
          │ Remove bob#1 ──────────────────────────▶ │
          │           │ ◀───────────── RoomLeft 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
      ▶   │ ◀──────────── ParticipantLeft bob#1 1002 │   not allowed here
          │ ◀────────────────────────────── Accepted │
          │           │ ◀──────────────── close 4002 │
    "
  `);
});

test('shows the fences where the failure is about them', () => {
  expect(draw(twice, 12, 100, 'fence.effects-first')).toMatchInlineSnapshot(`
    "
          ann (host)  bob                            server
          │ Join ──────────────────────────────────▶ │
          │ ◀────────────────────────── Joined ann#1 │
          │           │ Join ──────────────────────▶ │
          │           │ ◀─ Joined bob#1 (with ann#1) │
          │ ◀─────────────── ParticipantJoined bob#1 │
          │ Remove bob#1 [1] ──────────────────────▶ │
          │           │ ◀───────────── RoomLeft 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀────────────────────────── Accepted [1] │
          │           │ ◀──────────────── close 4002 │
          │ Sync [2] ──────────────────────────────▶ │
      ▶   │ ◀────────────────────────── Accepted [2] │   not allowed here
    "
  `);
});

test('shows the one fence that proves what is missing', () => {
  expect(draw(twice, 12)).toMatchInlineSnapshot(`
    "
          ann (host)  bob                            server
          │ Join ──────────────────────────────────▶ │
          │ ◀────────────────────────── Joined ann#1 │
          │           │ Join ──────────────────────▶ │
          │           │ ◀─ Joined bob#1 (with ann#1) │
          │ ◀─────────────── ParticipantJoined bob#1 │
          │ Remove bob#1 [1] ──────────────────────▶ │
          │           │ ◀───────────── RoomLeft 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀────────────────────────── Accepted [1] │
          │           │ ◀──────────────── close 4002 │
          │ Sync [2] ──────────────────────────────▶ │
      ▶   │ ◀────────────────────────── Accepted [2] │   not allowed here
    "
  `);
});

test('says on a line of its own what is missing at the end', () => {
  expect(draw(twice, 99, 100, 'departure.tells-others', 'ParticipantLeft for ann')).toMatchInlineSnapshot(`
    "
          ann (host)  bob                            server
          │ Join ──────────────────────────────────▶ │
          │ ◀────────────────────────── Joined ann#1 │
          │           │ Join ──────────────────────▶ │
          │           │ ◀─ Joined bob#1 (with ann#1) │
          │ ◀─────────────── ParticipantJoined bob#1 │
          │ Remove bob#1 ──────────────────────────▶ │
          │           │ ◀───────────── RoomLeft 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀──────────── ParticipantLeft bob#1 1002 │
          │ ◀────────────────────────────── Accepted │
          │           │ ◀──────────────── close 4002 │
      ▶   missing: ParticipantLeft for ann
    "
  `);
});

const crowd = `seats maximiliane:host bob:attendee christopher:attendee dora:attendee emil:attendee christopher-phone=christopher:attendee
features remove extended_codes
round 1
maximiliane > join blue
maximiliane < joined blue$1 maximiliane#1 with
bob > join red
bob < joined red$1 bob#1 with
christopher > join blue
christopher < joined blue$1 christopher#1 with maximiliane#1:host
dora > join blue
dora ! skipped sync because dora is in no room
dora < joined blue$1 dora#1 with
emil > join blue
emil < joined blue$1 emil#1 with
emil > cut
emil/2 > join blue
emil/2 < joined blue$1 emil#2 with
christopher-phone > join blue
christopher-phone < rejected already_exists
christopher > sync
christopher > leave
christopher < participantLeft maximiliane#1 absent
christopher ! overdue leave req=2
`;

test.each([60, 72, 80, 100])(
  'names in wide letters and emoji keep the lifelines straight at %i columns',
  (available) => {
    const plainly = JSON.stringify(parseExample(twice).history);
    const history: History = JSON.parse(plainly.replaceAll('ann', '王小明').replaceAll('bob', '👩‍👩‍👧田中'));
    const failure = { clause: 'departure.once', at: 8, allowed: 'nothing more', history } as const;
    const lines = drawDiagram(failure, available).map(({ text }) => text);
    const arrows = lines
      .filter((line) => line.includes('│'))
      .map((line) => width(line.replace(/ +not allowed here$/, '')));
    expect(lines[0]).toContain('王小明');
    expect(new Set(arrows).size).toBe(1);
    expect(width((lines[0] ?? '').replace(/server$/, ''))).toBe((arrows[0] ?? 0) - 1);
  },
);

test.each([80, 100, 120])('keeps six seats within %i columns', (available) => {
  const { history } = parseExample(crowd);
  for (let at = 0; at <= history.records.length; at += 1) {
    const lines = drawDiagram({ clause: 'departure.once', at, allowed: 'nothing', history }, available);
    expect(Math.max(...lines.map(({ text }) => [...text].length))).toBeLessThanOrEqual(available);
  }
});

test('cuts names and labels where the terminal is narrow', () => {
  expect(draw(crowd, 18, 80)).toMatchInlineSnapshot(`
    "
          maxi… bob  chris… dora  emil  christopher-phone                     server
          host                          as christopher
        ┌ │ Join blue ──────────────────────────────────────────────────────▶ │
        │ │ ◀───────────────────────────────── Joined maximiliane#1 in blue$1 │
        ├ │     │ Join red ─────────────────────────────────────────────────▶ │
        │ │     │ ◀──────────────────────────────────── Joined bob#1 in red$1 │
        ├ │     │    │ Join blue ───────────────────────────────────────────▶ │
        │ │     │    │ ◀─ Joined christopher#1 in blue$1 (with maximiliane#1) │
        ├ │     │    │      │ Join blue ────────────────────────────────────▶ │
        │ │     │    │      │ ◀────────────────────── Joined dora#1 in blue$1 │
        ├ │     │    │      │     │ Join blue ──────────────────────────────▶ │
        │ │     │    │      │     │ ◀──────────────── Joined emil#1 in blue$1 │
        ├ │     │    │      │     │ connection cut ─────────────────────────╳ │
        ├ │     │    │      │     │ Join blue /2 ───────────────────────────▶ │
        │ │     │    │      │     │ ◀───────────── Joined emil#2 in blue$1 /2 │
        ├ │     │    │      │     │     │ Join blue ────────────────────────▶ │
        │ │     │    │      │     │     │ ◀────────── Rejected already_exists │
        ├ │     │    │ Sync [1] ────────────────────────────────────────────▶ │
        └ │     │    │ Leave [2] ───────────────────────────────────────────▶ │
      ▶   │     │    │ ◀───────────── ParticipantLeft maximiliane#1 no reason │
          │     │    │ not allowed here │                                     │
          │     │    │ no answer to Leave within 2 s                          │
        ┌└ sent at the same time
    "
  `);
});

test('tells rooms, sessions, requests and connections apart where there are several', () => {
  expect(draw(crowd, 20, 120)).toMatchInlineSnapshot(`
    "
          maximiliane (host)  bob  christopher  dora  emil  christopher-phone (as christopher)  server
        ┌ │ Join blue ────────────────────────────────────────────────────────────────────────▶ │
        │ │ ◀─────────────────────────────────────────────────── Joined maximiliane#1 in blue$1 │
        ├ │                   │ Join red ─────────────────────────────────────────────────────▶ │
        │ │                   │ ◀──────────────────────────────────────── Joined bob#1 in red$1 │
        ├ │                   │    │ Join blue ───────────────────────────────────────────────▶ │
        │ │                   │    │ ◀───── Joined christopher#1 in blue$1 (with maximiliane#1) │
        ├ │                   │    │            │ Join blue ──────────────────────────────────▶ │
        │ │                   │    │            │ ◀──────────────────── Joined dora#1 in blue$1 │
        ├ │                   │    │            │     │ Join blue ────────────────────────────▶ │
        │ │                   │    │            │     │ ◀────────────── Joined emil#1 in blue$1 │
        ├ │                   │    │            │     │ connection cut ───────────────────────╳ │
        ├ │                   │    │            │     │ Join blue /2 ─────────────────────────▶ │
        │ │                   │    │            │     │ ◀─────────── Joined emil#2 in blue$1 /2 │
        ├ │                   │    │            │     │     │ Join blue ──────────────────────▶ │
        │ │                   │    │            │     │     │ ◀──────── Rejected already_exists │
        ├ │                   │    │ Sync [1] ────────────────────────────────────────────────▶ │
        └ │                   │    │ Leave [2] ───────────────────────────────────────────────▶ │
          │                   │    │ ◀───────────────── ParticipantLeft maximiliane#1 no reason │
          │                   │    │ no answer to Leave within 2 s                              │
        ┌└ sent at the same time
      ▶   missing: nothing more
    "
  `);
});

test('leaves out what lies far before and after the wrong record', () => {
  const syncs = Array.from({ length: 60 }, () => 'ann > sync').join('\n');
  const lines = draw(`seats ann:host\nround 1\n${syncs}`, 50).split('\n');
  expect(lines).toContain('      ⋮ 10 earlier');
  expect(lines).toContain('      ⋮ 3 later');
});

const returning = `seats ann:host bob:attendee
features resume switch viewer operator
window 1000
round 1
ann > join blue flaw=expired
ann < rejected unauthenticated
ann > join blue
ann < joined blue$1 ann#1
ann > cut
ann/2 > resume
ann < resumed
ann/3 > resume first beyond
ann < rejected not_found
ann/4 > repeat
ann < joined blue$1 ann#1
ann > switch green
ann < joined green$1 ann#2 re=1
ann > again
ann > ack
ann > unknown-mode
ann > viewer
operator > stopMediaRelay green ann nobody session=none
operator < accepted
operator/2 > endMeeting blue bearer=wrong
operator < rejected unauthenticated
`;

test('words resumptions, switches and the calls of the operator', () => {
  expect(draw(returning, 20, 120, 'operator.authorized')).toMatchInlineSnapshot(`
    "
          ann (host)  operator                                       server
        ┌ │ Join blue (token: expired) ────────────────────────────▶ │
        │ │ ◀────────────────────────────── Rejected unauthenticated │
        ├ │ Join blue ─────────────────────────────────────────────▶ │
        │ │ ◀──────────────────────────────── Joined ann#1 in blue$1 │
        ├ │ connection cut ────────────────────────────────────────╳ │
        ├ │ Resume /2 ─────────────────────────────────────────────▶ │
        │ │ ◀──────────────────────────────────────────── Resumed /2 │
        ├ │ Resume with ann.1 beyond 1001 /3 ──────────────────────▶ │
        │ │ ◀───────────────────────────────── Rejected not_found /3 │
        ├ │ Join repeated /4 ──────────────────────────────────────▶ │
        │ │ ◀───────────────────────────── Joined ann#1 in blue$1 /4 │
        ├ │ SwitchRoom green [1] /4 ───────────────────────────────▶ │
        │ │ ◀──────────────────────── Joined ann#2 in green$1 [1] /4 │
        ├ │ the request again [1] /4 ──────────────────────────────▶ │
        ├ │ Ack /4 ────────────────────────────────────────────────▶ │
        ├ │ ChangeMode to an unknown mode [2] /4 ──────────────────▶ │
        ├ │ ChangeMode VIEWER [3] /4 ──────────────────────────────▶ │
        ├ │           │ StopMediaRelay green ann#2 ? (no session) ─▶ │
        │ │           │ ◀────────────────────────────────── Accepted │
        └ │           │ EndMeeting blue (bearer wrong) /2 ─────────▶ │
      ▶   │           │ ◀─────────────── Rejected unauthenticated /2 │   not allowed here
        ┌└ sent at the same time
    "
  `);
});
