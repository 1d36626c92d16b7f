import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import type { Profile } from '../../exchange/profile.js';
import {
  type Action,
  ack,
  again,
  close,
  cut,
  delay,
  freeze,
  heal,
  join,
  joinWith,
  leave,
  malformed,
  operate,
  remove,
  repeat,
  restart,
  resume,
  switchRoom,
  switchWith,
  sync,
  viewer,
  wait,
} from '../../exchange/scenario.js';
import { whySkipped } from './applies.js';
import { Presence } from './presence.js';

const head = ['features resume operator', 'window 1000', 'seats ann:host bob:attendee phone=bob:attendee'];

/** What has happened until now, in the notation of `spec/examples/`. */
function given(...lines: string[]) {
  const { history } = parseExample([...head, 'round 1', ...lines].join('\n'));
  const presence = new Presence(history.records, history.scenario.seats);
  const why = (step: Action, before: readonly Action[] = [], profile: Partial<Profile> = {}) =>
    whySkipped(step, before, presence, { ...history.profile, ...profile });
  return { presence, why };
}

const inside = ['ann > join blue', 'ann < joined blue$1 ann#1'];
const lost = [...inside, 'ann > cut'];

describe('a resume applies', () => {
  test('with a token, wherever the seat stands', () => {
    expect(given(...inside).why(resume('ann'))).toBe('');
    expect(given(...lost).why(resume('ann'))).toBe('');
    expect(given(...inside, 'ann > leave', 'ann < roomLeft 1101 re=1').why(resume('ann'))).toBe('');
  });

  test('not without one, and not with that of an earlier Join', () => {
    expect(given().why(resume('ann'))).toBe('it has been shown no token');
    expect(given('ann > join blue', 'ann < joined blue$1 ann#1 token=').why(resume('ann'))).not.toBe('');
    expect(given(...lost, 'ann/2 > join blue', 'ann < rejected already_exists').why(resume('ann'))).not.toBe('');
  });

  test('alone in its round, as does a repeated Join', () => {
    const { why } = given(...inside);
    for (const step of [resume('ann'), repeat('ann')]) {
      expect(why(step, [sync('ann')])).toBe('it has something else to do');
      expect(why(step, [sync('bob')])).toBe('');
      for (const behind of [sync('ann'), cut('ann'), resume('ann'), again('ann')])
        expect(why(behind, [step])).toBe('nothing is sent behind a Resume or a repeated Join');
    }
  });

  test('not where the system cannot be made to do it', () => {
    expect(given(...inside).why(resume('ann'), [], { unsupported: ['resume'] })).not.toBe('');
  });
});

test('a repeated Join applies once a Join has been sent', () => {
  expect(given().why(repeat('ann'))).toBe('it has sent no Join');
  expect(given('ann > join blue', 'ann > cut').why(repeat('ann'))).toBe('');
});

test('a seat that was resumed is in the room again, and not in the one that it has left', () => {
  expect(given(...lost).why(sync('ann'))).toBe('it is in no room');
  expect(given(...lost, 'ann/2 > resume', 'ann < resumed', 'ann/1 < closed 4200').why(sync('ann'))).toBe('');
  expect(given(...lost, 'ann/2 > resume', 'ann < roomLeft 1002').why(sync('ann'))).toBe('it is in no room');
  // A resumption that is refused changes nothing on the connection that the seat had.
  expect(given(...inside, 'ann/2 > resume made-up', 'ann < rejected not_found').why(sync('ann'))).toBe('');
  expect(given(...lost, 'ann/2 > resume made-up', 'ann < rejected not_found').why(join('ann'))).toBe('');
});

test('a request is sent again where one has been sent in the same room object', () => {
  const none = 'it has sent no request';
  expect(given(...inside).why(again('ann'))).toBe(none);
  expect(given(...inside, 'ann > ack').why(again('ann'))).toBe(none);
  expect(given(...inside).why(again('ann'), [sync('ann')])).toBe('');
  expect(given(...inside, 'ann > sync').why(again('ann'))).toBe('');
  const left = [...inside, 'ann > leave', 'ann < roomLeft 1101 re=1'];
  expect(given(...left).why(again('ann'), [join('ann')])).toBe(none);
  expect(given(...left, 'ann/2 > join blue', 'ann < joined blue$2 ann#2').why(again('ann'))).toBe(none);
});

test('ack, switch and mode apply in a room and on the way into it', () => {
  for (const step of [ack('ann'), switchRoom('ann', 'green'), viewer('ann')]) {
    expect(given().why(step)).toBe('it is in no room');
    expect(given().why(step, [join('ann')])).toBe('');
    expect(given(...inside).why(step)).toBe('');
  }
});

test('a flaw applies where the suite has tokens to spoil', () => {
  const { why } = given();
  expect(why(joinWith('expired', 'ann'))).not.toBe('');
  expect(why(joinWith('expired', 'ann'), [], { tokens: true })).toBe('');
  expect(given(...inside).why(switchWith('expired', 'ann', 'green'))).not.toBe('');
  expect(given(...inside).why(switchWith('expired', 'ann', 'green'), [], { tokens: true })).toBe('');
});

test('a cut behind a Join applies where the Join can be repeated, and nobody else is the same participant', () => {
  const { why } = given();
  expect(why(cut('ann'), [join('ann')])).toBe('');
  expect(why(cut('ann'), [join('ann')], { features: [] })).toBe('it is in no room');
  expect(why(cut('bob'), [join('bob')])).toBe('it is in no room');
  expect(why(malformed('ann', 'wrong-type'), [join('ann')])).toBe('it is in no room');
});

describe('a call of the operator applies', () => {
  test('to a session that was shown, or to none', () => {
    const unshown = 'no session of green has been shown';
    expect(given(...inside).why(operate('endMeeting'))).toBe('');
    expect(given(...inside).why(operate('endMeeting', 'green'))).toBe(unshown);
    expect(given(...inside).why(operate('endMeeting', 'green', { session: 'none' }))).toBe('');
    const moved = [...inside, 'ann > switch green', 'ann < joined green$1 ann#2 re=1'];
    expect(given(...moved).why(operate('endMeeting', 'green'))).toBe('');
  });

  test('to participations that were shown', () => {
    const stop = (...targets: string[]) => operate('stopMediaRelay', 'blue', { targets });
    expect(given(...inside).why(stop('ann', 'nobody'))).toBe('');
    expect(given(...inside).why(stop('ann', 'bob'))).toBe('bob has not been in any room');
    expect(given(...inside).why(stop('ann#2'))).toBe('ann#2 has not been in any room');
  });

  test('where the system declares that it has one', () => {
    const without = { features: ['resume'] as const };
    expect(given(...inside).why(operate('endMeeting'), [], without)).toBe('the system does not declare operator');
  });

  test('and is nothing that a seat does', () => {
    expect(given(...inside).why(operate('endMeeting'), [cut('ann')])).toBe('');
  });
});

test('the answer to a repeated Join is no other participation', () => {
  const { presence } = given(...inside, 'ann/2 > repeat', 'ann < joined blue$1 ann#1');
  expect(presence.shown('ann')).toBe(1);
  expect(presence.isIn('ann')).toBe(true);
});

describe('a loss is due', () => {
  const both = [
    'bob > join blue',
    'bob < joined blue$1 bob#1',
    'ann > join blue',
    'ann < joined blue$1 ann#1 with bob#1:attendee',
    'bob < participantJoined ann#1:host',
  ];

  test('until it is announced, or the lost seat is back', () => {
    expect(given(...both).presence.lossesDue()).toBe(false);
    expect(given(...both, 'bob > cut').presence.lossesDue()).toBe(true);
    expect(given(...both, 'bob > cut', 'ann < participantLeft bob#1 1001').presence.lossesDue()).toBe(false);
    expect(given(...both, 'bob > cut', 'bob/2 > resume', 'bob < resumed').presence.lossesDue()).toBe(false);
    expect(given(...both, 'bob > cut', 'bob/2 > repeat', 'bob < joined blue$1 bob#1').presence.lossesDue()).toBe(false);
  });

  test('not of somebody who left, or is in another room', () => {
    expect(given(...both, 'bob > leave', 'bob < roomLeft 1101 re=1').presence.lossesDue()).toBe(false);
    expect(given(...both, 'bob > switch green', 'bob < joined green$1 bob#2 re=1').presence.lossesDue()).toBe(false);
  });

  test('of somebody who was let in and never knew', () => {
    const { presence } = given(...inside, 'bob > join blue', 'bob > cut', 'ann < participantJoined bob#1:attendee');
    expect(presence.lossesDue()).toBe(true);
  });
});

describe('what happens to a connection', () => {
  const frozen = [...inside, 'ann > freeze'];

  test('freezes it once, until it is healed', () => {
    expect(given(...inside).why(freeze('ann'))).toBe('');
    expect(given(...inside).why(heal('ann'))).toBe('its connection is not frozen');
    for (const step of [freeze('ann'), delay('ann', 20), close('ann', 1000), malformed('ann', 'undecodable')])
      expect(given(...frozen).why(step)).toBe('its connection is frozen');
    for (const step of [heal('ann'), sync('ann'), cut('ann'), resume('ann')])
      expect(given(...frozen).why(step)).toBe('');
    expect(given(...frozen, 'ann > heal').why(freeze('ann'))).toBe('');
  });

  test('is nothing where nobody is', () => {
    for (const step of [freeze('ann'), delay('ann', 20)]) expect(given().why(step)).toBe('it is in no room');
  });
});

describe('the server', () => {
  test('is started again alone in a round, and may have forgotten every Join', () => {
    expect(given(...inside).why(restart())).toBe('');
    expect(given(...inside).why(restart(), [sync('ann')])).toBe('another step stands in its round');
    expect(given(...inside).why(sync('ann'), [restart()])).toBe('the server is being started again');
    const { why } = given(...inside, 'server > restart', 'ann < closed 1006');
    expect(why(repeat('ann'))).not.toBe('');
    expect(why(resume('ann'))).toBe('');
    expect(why(join('ann'))).toBe('');
  });

  test('is waited for where it announces a time', () => {
    expect(given(...inside).why(wait('past-window'))).toBe('');
    expect(given(...inside).why(wait('past-timeout'))).toBe('the server announces no such time');
  });
});

test('a frozen seat is missed only where the server announces a timeout', () => {
  const frozen = ['bob > join blue', 'bob < joined blue$1 bob#1', ...inside, 'bob > freeze'];
  const met = frozen.map((line) => (line.startsWith('ann <') ? `${line} with bob#1:attendee` : line));
  expect(given(...met).presence.lossesDue()).toBe(false);
  const timed = parseExample([...head, 'heartbeat 100 300', 'round 1', ...met].join('\n')).history;
  expect(new Presence(timed.records, timed.scenario.seats).lossesDue()).toBe(true);
});

test('who joins while one is inside is refused by the suite itself', () => {
  expect(given(...inside).why(join('ann'))).toBe('it is in a room');
  expect(given(...inside).why(remove('ann', 'bob'))).toBe('bob has not been in any room');
  expect(given(...inside).why(sync('ann'), [leave('ann'), cut('ann')])).toBe('its connection is going');
});
