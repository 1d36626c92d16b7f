/** What a server may refuse because it likes to, and what nobody may refuse. Clauses `limit.load`, `limit.leaves`, `remove.bars`. */
import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { explain } from '../explain.js';

/** Ann, a host, and Bob are in the room; Cid is an attendee too. What comes then is `lines`. */
const kind = (...lines: readonly string[]): string =>
  explain(
    parseExample(`# A server refuses
clauses   request.refused-changes-nothing
features  extended_codes remove room_order switch viewer
window    0
seats     ann:host bob:attendee cid:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
${lines.join('\n')}`).history,
  ).kind;

describe.each(['resource_exhausted', 'unavailable'])('because of load, with %s', (load) => {
  test.each([
    ['a Sync', `bob > sync`],
    ['a Remove', `ann > remove bob`],
    ['a Remove by an attendee', `bob > remove ann`],
    ['a ChangeMode', `bob > viewer`],
    ['a SwitchRoom', `bob > switch green`],
    ['the End of an attendee', `bob > end`],
    ['a request of an unknown kind', `bob > unknown`],
  ])('%s may be refused', (_, asks) => {
    const [seat] = asks.split(' ');
    expect(kind(asks, `${seat} < rejected ${load} re=1`)).toBe('explained');
    expect(kind(asks, `${seat} < rejected internal re=1`)).toBe('refuted');
  });

  test('a Join may be refused, and asked for again', () => {
    const again = ['round 4', 'cid > join green', 'cid < joined green$1 cid#1'];
    expect(kind('cid > join green', `cid < rejected ${load}`, ...again)).toBe('explained');
  });

  test.each([
    ['a Leave', 'bob > leave', 'bob'],
    ['the End of a host', 'ann > end', 'ann'],
  ])('%s may not', (_, asks, seat) => {
    expect(kind(asks, `${seat} < rejected ${load} re=1`)).toBe('refuted');
  });

  test('what is refused has changed nothing', () => {
    const departed = ['ann < participantLeft bob#1 1002', 'bob < roomLeft 1002', 'bob < closed 4002'];
    expect(kind('ann > remove bob', ...departed, `ann < rejected ${load} re=1`)).toBe('refuted');
  });
});

describe('a bar', () => {
  const removed = [
    'ann > remove bob',
    'bob < roomLeft 1002',
    'bob < closed 4002',
    'ann < participantLeft bob#1 1002',
    'ann < accepted re=1',
    'round 4',
  ];
  const barred = (room: string) => [`bob/2 > join ${room}`, 'bob/2 < rejected permission_denied'];

  test('is for somebody who was removed, from the room from which it was', () => {
    expect(kind(...removed, ...barred('blue'))).toBe('explained');
    expect(kind(...removed, ...barred('green'))).toBe('refuted');
  });

  test('is not for somebody who left, nor for somebody else', () => {
    const left = ['bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101', 'ann < participantLeft bob#1 1101'];
    expect(kind(...left, 'round 4', ...barred('blue'))).toBe('refuted');
    expect(kind(...removed, 'cid > join blue', 'cid < rejected permission_denied')).toBe('refuted');
  });

  test('follows from no Remove that was refused', () => {
    const refused = ['cid > join blue', 'cid < joined blue$1 cid#1 with ann#1:host bob#1:attendee'];
    const told = ['ann < participantJoined cid#1:attendee', 'bob < participantJoined cid#1:attendee', 'round 4'];
    const asks = ['cid > remove bob', 'cid < rejected permission_denied re=1', 'round 5'];
    const left = ['bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101'];
    const news = ['ann < participantLeft bob#1 1101', 'cid < participantLeft bob#1 1101', 'round 6'];
    expect(kind(...refused, ...told, ...asks, ...left, ...news, ...barred('blue'))).toBe('refuted');
  });
});
