/** Who is shown to others, and has no lines of its own: is the log lacking it, or was it made up? */
import { describe, expect, it } from 'vitest';
import { groupOf } from '../../bench/judge/group.test.helper.js';
import {
  ann,
  bob,
  cyd,
  joined,
  joins,
  leaves,
  left,
  lost,
  says,
  shows,
  type Talk,
} from '../../bench/judge/talk.test.helper.js';
import { segmentOf } from './segment.js';
import { participationWithoutLines } from './without-lines.js';

const head = {
  name: '',
  complete: true,
  slackMs: 1_000,
  deviations: [],
  writer: 'unknown',
  lossSeenMs: 0,
  reportedWithinMs: 0,
} as const;

/** Who lacks its lines, and in which line it is mentioned first. */
function lacking(talk: Talk): string {
  const segment = segmentOf(groupOf(talk), { head, features: [], end: 'over', until: 1_000_000 });
  const missing = participationWithoutLines(segment);
  return missing ? `${missing.participant} as ${missing.participation} in line ${missing.line}` : 'nobody';
}

const zed = { participantId: 'zed', participationId: 'z1', role: 'ROLE_HOST' };
const came = (at: number, connection: string, sequence: number, who: typeof ann = zed) =>
  shows(at, connection, { sequence, participantJoined: { participant: who } });
const went = (at: number, connection: string, sequence: number, who: typeof ann = zed) =>
  shows(at, connection, { sequence, ...left(who, 1101) });
const asks = (at: number, connection: string, requestId = 1) => says(at, connection, { requestId, ack: 1, sync: {} });
const answered = (at: number, connection: string, sequence: number, replyTo = 1) =>
  shows(at, connection, { sequence, replyTo, accepted: {} });

const alone: Talk = [joins(1_000, 'c1', ann), joined(1_001, 'c1', ann)];
const two: Talk = [...alone, joins(2_000, 'c2', bob), joined(2_001, 'c2', bob, [ann]), came(2_001, 'c1', 2, bob)];

describe('somebody lacks its lines', () => {
  it.each<[string, Talk, string]>([
    ['whose arrival is shown', [...alone, came(3_000, 'c1', 2)], 'zed as z1 in line 3'],
    ['who is in a roster', [joins(1_000, 'c1', ann), joined(1_001, 'c1', ann, [zed])], 'zed as z1 in line 2'],
    ['who comes and goes', [...alone, came(3_000, 'c1', 2), went(4_000, 'c1', 3)], 'zed as z1 in line 3'],
    ['who is shown to both', [...two, came(3_000, 'c1', 3), came(3_000, 'c2', 2)], 'zed as z1 in line 6'],
    ['of whom one is not told yet', [...two, came(3_000, 'c1', 3)], 'zed as z1 in line 6'],
    [
      'of whom one is not told who asked before',
      [...two, asks(2_900, 'c2'), came(3_000, 'c1', 3), answered(3_001, 'c2', 2)],
      'zed as z1 in line 7',
    ],
    [
      'of whom one is not told who has left',
      [...two, ...leaves(2_500, 'c2', 1, 2), came(3_000, 'c1', 3)],
      'zed as z1 in line 9',
    ],
    [
      'who had gone when another came',
      [
        ...alone,
        came(3_000, 'c1', 2),
        went(3_100, 'c1', 3),
        joins(4_000, 'c2', bob),
        joined(4_001, 'c2', bob, [ann]),
        asks(5_000, 'c2'),
        answered(5_001, 'c2', 2),
      ],
      'zed as z1 in line 3',
    ],
    [
      'under the name of one whose connection had ended',
      [...two, lost(3_000, 'c2'), came(4_000, 'c1', 3, { ...bob, participationId: 'z1' })],
      'bob as z1 in line 7',
    ],
    [
      'the first of two',
      [...alone, came(3_000, 'c1', 2), came(3_001, 'c1', 3, { ...cyd, participationId: 'z2' })],
      'zed as z1 in line 3',
    ],
    [
      'the second of two, where the first was made up',
      [...alone, went(2_900, 'c1', 2, cyd), came(3_000, 'c1', 3)],
      'zed as z1 in line 4',
    ],
  ])('%s', (_, talk, who) => {
    expect(lacking(talk)).toBe(who);
  });
});

describe('nobody does', () => {
  it.each<[string, Talk]>([
    ['where all who are shown have lines', two],
    ['where one goes who never came', [...alone, went(3_000, 'c1', 2)]],
    [
      'where one was not shown it, and was answered what it asked behind',
      [...two, came(3_000, 'c1', 3), asks(4_000, 'c2'), answered(4_001, 'c2', 2)],
    ],
    [
      'where one came later, and was not shown it',
      [
        ...alone,
        came(3_000, 'c1', 2),
        joins(4_000, 'c2', bob),
        joined(4_001, 'c2', bob, [ann]),
        asks(5_000, 'c2'),
        answered(5_001, 'c2', 2),
      ],
    ],
    [
      'where two are shown it under two names',
      [...two, came(3_000, 'c1', 3), came(3_000, 'c2', 2, { ...zed, participantId: 'eve' })],
    ],
    [
      'where two are shown it in two sessions',
      [
        ...alone,
        joins(2_000, 'c2', bob),
        joined(2_001, 'c2', bob, [], 's9'),
        came(3_000, 'c1', 2),
        came(3_000, 'c2', 2),
      ],
    ],
    ['where a connected client may bear the name', [...two, came(3_000, 'c1', 3, { ...bob, participationId: 'z1' })]],
    [
      'where a Join of that name has no answer',
      [
        ...two,
        lost(3_000, 'c2'),
        joins(3_500, 'c5', { ...bob }, 'j-other'),
        came(4_000, 'c1', 3, { ...bob, participationId: 'z1' }),
      ],
    ],
  ])('%s', (_, talk) => {
    expect(lacking(talk)).toBe('nobody');
  });

  it('where it is shown to one that has not joined', () => {
    expect(lacking([joins(1_000, 'c1', ann), came(1_001, 'c1', 1)])).toBe('nobody');
  });
});
