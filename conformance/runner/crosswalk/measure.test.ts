import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reason, reasonInfo } from '../../../gen/codes.js';
import { type MeasuredCause, toldWord } from '../../exchange/crosswalk.js';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { fence, meetingOf } from '../meeting.test.helper.js';
import { measureTellings } from './measure.js';

const declared = ['features  extended_codes remove replace switch operator', 'window    0'];
const meeting = (...lines: readonly string[]) => meetingOf(declared, ...lines);

/** `cause listener word`, one for each person who was told. */
const lines = (history: History): string[] =>
  measureTellings(history).map(
    ({ cause, listener, ...telling }) => `${cause} ${listener} ${toldWord(telling) ?? 'nothing'}`,
  );

const left = ['bob > leave', 'bob < roomLeft 1101 re=1', 'ann < participantLeft bob#1 1101'] as const;

describe('what people were told', () => {
  test('of a leave', () => {
    expect(lines(meeting(...left, ...fence))).toEqual(['own-leave leaver 1101', 'own-leave others 1101']);
  });

  test('is counted from the step that was the cause', () => {
    const history = meeting(...left, ...fence);
    const records = history.records.map((record, index) => ({ ...record, at: 10 * index }));
    const sent = records.findIndex((record) => record.kind === 'sent' && record.action.kind === 'leave');
    const [own, other] = measureTellings({ ...history, records });
    expect([own?.afterMs, other?.afterMs]).toEqual([10, 20]);
    expect(records[sent]?.at).toBe(10 * sent);
  });

  test('of an end, where nobody is told of the others', () => {
    const ended = meeting('ann > end', 'ann < roomLeft 1008 re=1', 'bob < roomLeft 1008', 'fence');
    expect(lines(ended)).toEqual([
      'ended-by-host leaver 1008',
      'ended-by-host others nothing',
      'ended-by-host leaver 1008',
      'ended-by-host others nothing',
    ]);
  });

  test('of a connection that was cut: the leaver nothing', () => {
    expect(lines(meeting('bob > cut', 'ann < participantLeft bob#1 1001', ...fence))).toEqual([
      'cut leaver nothing',
      'cut others 1001',
    ]);
  });

  test('by the system in its own words', () => {
    const history = meeting(...left, ...fence);
    const records = history.records.map((record) =>
      record.kind === 'seen' && record.observation.kind === 'roomLeft'
        ? { ...record, observation: { ...record.observation, native: 'BYE' } }
        : record,
    );
    expect(lines({ ...history, records })).toEqual(['own-leave leaver BYE', 'own-leave others 1101']);
  });

  test('may be nothing: that counts once everything has come, and not before', () => {
    const hidden = meeting('bob > leave', 'bob < roomLeft 1101 re=1', ...fence);
    expect(lines(hidden)).toEqual(['own-leave leaver 1101', 'own-leave others nothing']);
    expect(lines({ ...hidden, settled: 'unreachable' })).toEqual(['own-leave leaver 1101']);
  });
});

describe('nothing is concluded', () => {
  const removed = ['ann > remove bob#1', 'bob > leave', 'bob < roomLeft 1101 re=1', 'ann < participantLeft bob#1 1101'];

  test('where two steps may have been the cause', () => {
    expect(lines(meeting(...removed, 'ann < accepted re=1', 'fence'))).toEqual([]);
  });

  test('from what came after the departure was told', () => {
    const late = [...left, 'round 4', 'ann > remove bob#1', 'ann < rejected not_found re=1', 'fence'];
    expect(lines(meeting(...late))).toEqual(['own-leave leaver 1101', 'own-leave others 1101']);
  });

  test('where nothing had happened', () => {
    expect(lines(meeting('bob < roomLeft 1007', 'ann < participantLeft bob#1 1007', ...fence))).toEqual([]);
  });

  test('where an answer was missing', () => {
    const history = meeting(...left, ...fence);
    const [first] = history.records;
    if (first?.kind !== 'sent') throw new Error('the meeting begins with a step');
    const overdue = { ...first, kind: 'overdue' as const, afterMs: 2_000 };
    expect(lines({ ...history, records: [...history.records, overdue] })).toEqual([]);
  });

  test('of a client', () => {
    const history = meeting(...left, ...fence);
    expect(lines({ ...history, profile: { ...history.profile, side: 'client' } })).toEqual([]);
  });
});

test('a step that was refused is no cause', () => {
  const refused = ['bob > end', 'bob < rejected permission_denied re=1', 'round 4', 'bob > leave'];
  const history = meeting(...refused, 'bob < roomLeft 1101 re=2', 'ann < participantLeft bob#1 1101', ...fence);
  expect(lines(history)).toEqual(['own-leave leaver 1101', 'own-leave others 1101']);
  const late = ['ann > remove bob#1', ...left, 'ann < rejected not_found re=1', 'fence'];
  expect(lines(meeting(...late))).toEqual(['own-leave leaver 1101', 'own-leave others 1101']);
});

test('who was shown things late does not count', () => {
  const frozen = ['ann > freeze', 'round 4', ...left, 'fence'];
  expect(lines(meeting(...frozen))).toEqual(['own-leave leaver 1101']);
});

/** By the table of `reason.true`. */
const TRUE: Readonly<Record<MeasuredCause, number>> = {
  'own-leave': reason.MANUAL_LEAVE_CALLED,
  'removed-by-host': reason.REMOVE_PEER,
  'removed-by-operator': reason.REMOVE_PEER_API,
  'ended-by-host': reason.REMOVE_ALL,
  'ended-by-last': reason.REMOVE_ALL,
  'ended-by-operator': reason.MEETING_END_API,
  'closed-by-operator': reason.ROOM_CLOSE,
  replaced: reason.DUPLICATE_PARTICIPANT,
  switched: reason.SWITCH_ROOM,
  viewer: reason.REMOVE_PEER_VIEWER_MODE_CHANGED,
  'relay-stopped': reason.REMOVE_PEER_MEDIA_RELAY_STOP,
  cut: reason.WEBSOCKET_DISCONNECTED,
  reset: reason.WEBSOCKET_DISCONNECTED,
  silence: reason.WEBSOCKET_DISCONNECTED,
  'window-over': reason.WEBSOCKET_DISCONNECTED,
};

describe('the golden examples, which are right, never show a cause with a code that is not its own', () => {
  const folder = new URL('../../../spec/examples/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.history'));
  const measured = files.flatMap((name) => {
    const { history } = parseExample(readFileSync(new URL(name, folder), 'utf8'));
    return measureTellings(history).map((telling) => ({ name, features: history.profile.features, ...telling }));
  });
  const told = measured.filter(({ means }) => means.length > 0);

  test('and show many of them', () => {
    expect(told.length).toBeGreaterThan(60);
    expect(new Set(told.map(({ cause }) => cause)).size).toBeGreaterThan(8);
  });

  test.each([...new Set(told.map(({ cause }) => cause))])('%s', (cause) => {
    const info = reasonInfo.find(({ code }) => code === TRUE[cause]);
    for (const one of told.filter((telling) => telling.cause === cause)) {
      const right = one.features.includes('extended_codes') ? info?.code : (info?.core ?? 'absent');
      expect(one).toMatchObject({ means: [right] });
    }
  });
});
