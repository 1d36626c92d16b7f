import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';
import { reach } from './reach.js';

const history = (head: string, text: string): History =>
  parseExample(`clauses end.host\nseats ann:host bob:attendee cyd:attendee\n${head}\n${text}`).history;

const met = `round 1
ann > join blue
ann < joined blue$1 ann#1
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
`;

describe('how many records are explained', () => {
  test('all before the first that no order of events explains', () => {
    const wrong = `${met}round 2\nbob > leave\nbob < roomLeft 1101 re=1\nann < participantLeft bob#1 1002`;
    expect(reach(history('features extended_codes', wrong))).toEqual({
      explained: 7,
      state: ['room blue, session blue$1: ann#1 (host)'],
    });
  });

  test('what one event does to several is followed on each of them', () => {
    const wrong = `${met}round 2
ann > end
bob < roomLeft 1008
bob < closed 4008
ann < roomLeft 1101 re=1`;
    expect(reach(history('features extended_codes', wrong))).toMatchObject({ explained: 8 });
  });

  test('all of them where something is missing at the end', () => {
    const { explained, state } =
      reach(history('features extended_codes', `${met}round 2\nbob > leave\nbob < roomLeft 1101 re=1`)) ?? {};
    expect(explained).toBe(7);
    expect(state).toEqual(['room blue, session blue$1: ann#1 (host)']);
  });

  test('as far as the least explained of the rooms', () => {
    const other =
      'round 2\ncyd > join red\ncyd < joined red$1 cyd#1 with bob#1:attendee\nann > sync\nann < accepted re=1';
    expect(reach(history('', met + other))).toEqual({
      explained: 6,
      state: ['room blue, session blue$1: ann#1 (host), bob#1', 'sent, and not taken up yet: Join red of cyd'],
    });
  });

  test('has no answer where rooms share a session', () => {
    expect(reach(history('', `${met}round 2\ncyd > join red\ncyd < joined blue$1 cyd#1`))).toBeUndefined();
  });
});

describe('the machine there', () => {
  test('what was sent and not taken up', () => {
    const wrong = `${met}round 2\nbob > leave\nann > end\nbob < roomLeft 1006 re=1`;
    expect(reach(history('', wrong))?.state).toEqual([
      'room blue, session blue$1: ann#1 (host), bob#1',
      'sent, and not taken up yet: End of ann, Leave of bob',
    ]);
  });

  test('a loss that nobody has noticed', () => {
    const wrong = `${met}round 2\nbob > cut\nann > sync\nann < rejected not_found re=1`;
    expect(reach(history('', wrong))?.state).toEqual([
      'room blue, session blue$1: ann#1 (host), bob#1',
      "the loss of bob's connection is not noticed yet",
      'sent, and not taken up yet: Sync of ann',
    ]);
  });

  test('a connection that the server has closed, and has not taken as lost yet', () => {
    const wrong = `${met}round 2\nbob > malformed undecodable\nbob < closed 1007\nann < participantLeft bob#1 1101`;
    expect(reach(history('features extended_codes resume\nwindow 1000', wrong))?.state).toEqual([
      'room blue, session blue$1: ann#1 (host), bob#1',
      "the loss of bob's connection is not noticed yet",
    ]);
  });

  test('a switch whose departure is fixed, and the place that is kept for it', () => {
    const wrong = `${met}round 2
bob > switch green
ann < participantLeft bob#1 1005
ann < participantLeft bob#1 1005`;
    expect(reach(history('features switch extended_codes', wrong))?.state).toEqual([
      'room blue, session blue$1: ann#1 (host)',
      'room green, closed; a place is kept for bob',
      'bob#1 switches from blue to green: its departure from blue is fixed, its arrival is not',
    ]);
  });
});

const folder = new URL('../../spec/examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.history'));

test.each(examples)('of every wrong copy of %s, what is not explained is something that was seen', (name) => {
  for (const { history: wrong } of parseExample(readFileSync(new URL(name, folder), 'utf8')).wrong) {
    const found = reach(wrong);
    if (found) {
      expect(['seen', undefined]).toContain(wrong.records[found.explained]?.kind);
      expect(found.state.length).toBeGreaterThan(0);
    } else expect(explain(wrong)).toMatchObject({ kind: 'refuted', clause: 'session.fresh' });
  }
});
