import { expect, it } from 'vitest';
import type { History } from '../../exchange/history.js';
import { leave } from '../../exchange/scenario.js';
import {
  begins,
  calls,
  closed,
  comesBack,
  concludes,
  ended,
  fence,
  heard,
  inside,
  type Line,
  later,
  opened,
  said,
  saysLeft,
  story,
  toldLeft,
} from '../../invariants/client/story.test.helper.js';
import { timedMeeting } from '../meeting.test.helper.js';
import { judgeHistory } from './judge.js';
import { isProof } from './proof.js';

/** `everyMs`: between two records. */
function seen(history: History, everyMs: number) {
  const timed = {
    ...history,
    records: history.records.map((record, place) => ({ ...record, at: place * everyMs + 1 })),
  };
  const judgement = judgeHistory(timed);
  return { clause: judgement.fault?.clause, proof: isProof({ history: timed, judgement }) };
}

it('is what no clock can excuse', () => {
  const told = 'ann < participantLeft bob#1 1101';
  const twice = timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101', told, told);
  expect(seen(twice, 400)).toEqual({ clause: 'departure.once', proof: true });
});

it('is nothing where a server may have given a client up by its own clock', () => {
  // A client that was silent for too long is lost, although it is heard again later.
  const lost = seen(timedMeeting('bob > close 4101', 'ann < participantLeft bob#1 1001'), 10);
  expect(lost).toEqual({ clause: 'connection.goodbye', proof: false });
});

it('is what is missing behind a fence', () => {
  const untold = timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101');
  expect(seen(untold, 10)).toEqual({ clause: 'departure.tells-others', proof: true });
});

it('is not that a client was given up too soon, by the clock of the suite', () => {
  expect(seen(timedMeeting('bob < closed 1006'), 10)).toMatchObject({ proof: false });
});

it('is not that a departure came too early', () => {
  const early = seen(timedMeeting('bob > cut', 'ann < participantLeft bob#1 1001'), 10);
  expect(early).toEqual({ clause: 'connection.lost-in-time', proof: false });
});

it('is not what the oracle alone refutes', () => {
  const { records, ...rest } = timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101');
  const judgement = judgeHistory({ ...rest, records });
  const fault = judgement.fault && { ...judgement.fault, oracleOnly: true };
  expect(isProof({ history: { ...rest, records }, judgement: { ...judgement, fault } })).toBe(false);
});

/** A history of a client, as it is: the judges' clause, and whether it is proved. */
function seenOf(lines: readonly Line[]) {
  const history = story(lines);
  const judgement = judgeHistory(history);
  return { clause: judgement.fault?.clause, proof: isProof({ history, judgement }) };
}

const gaveUp = concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED');

it('is not that a client gives up which stood still while its answer lay unread', () => {
  const resumed = [...inside(), closed(1, 'server', 1011), later(200), ...comesBack(2, 1), later(450), gaveUp];
  expect(seenOf([...resumed, closed(2, 'client', 4101)])).toEqual({ clause: 'client.local-reason', proof: false });
  const refused: readonly Line[] = [
    ...inside(),
    closed(1, 'server', 1011),
    later(200),
    opened(2),
    heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
    said('roomLeft', { code: 1001, text: '' }, 2),
    later(450),
    gaveUp,
    closed(2, 'client', 4101),
  ];
  const word = seenOf(refused);
  expect(word.clause).toBeDefined();
  expect(word.proof).toBe(false);
});

it('is not that an unanswered connection is closed as lost, a moment after roomLeft was seen', () => {
  const line = (apartMs: number): readonly Line[] => [
    ...begins,
    calls(leave('ann')),
    later(3_000),
    concludes(1101, 'MANUAL_LEAVE_CALLED'),
    ended(2),
    later(apartMs),
    closed(1, 'client', 3001),
  ];
  expect(seenOf(line(2))).toEqual({ clause: 'client.giving-up', proof: false });
  expect(seenOf(line(200))).toEqual({ clause: 'client.giving-up', proof: true });
});

it('is that a client tells the same twice', () => {
  const twice = [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), toldLeft('bob-1'), ...fence(3)];
  expect(seenOf(twice)).toMatchObject({ clause: expect.any(String), proof: true });
});

it('is not what is missing of a client after its fence', () => {
  const stoodStill = [...inside(), ...fence(2), calls(leave('ann')), later(5_000)];
  const open = [...stoodStill, concludes(1101, 'MANUAL_LEAVE_CALLED'), ended(2)];
  expect(seenOf(open)).toEqual({ clause: 'client.giving-up', proof: false });
  const untold = [...inside(), saysLeft('bob-1', 2), ...fence(3)];
  expect(seenOf(untold)).toEqual({ clause: 'client.participant-left', proof: true });
});

it('is not that a connection ended without a close frame, which a reset overtakes', () => {
  const choked = (code: number): readonly Line[] => [
    ...inside(),
    said('unknown', { sequence: 2 }),
    closed(1, 'client', code),
  ];
  expect(seenOf(choked(1002))).toEqual({ clause: 'client.unknown-kind', proof: true });
  expect(seenOf(choked(1006))).toEqual({ clause: 'client.unknown-kind', proof: false });
});
