/** What stands for the records of a room that have been forgotten, and when they are. */
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
  together,
} from '../../bench/judge/talk.test.helper.js';
import { syntheticJoins } from './checkpoint.js';
import { compact } from './compact.js';
import { markIncomplete } from './group.js';
import { survey } from './survey.js';
import type { LoggedRecord, RoomGroup } from './types.js';

/** A record in a few words. */
function words({ record, line, synthetic }: LoggedRecord): string {
  const made = synthetic ? 'instead: ' : '';
  if (record.kind === 'sent') return `${made}${record.seat} ${record.action.kind}`;
  if (record.kind !== 'seen') return '';
  const { observation: seen, seat, connection } = record;
  const numbers = 'sequence' in seen ? ` ${seen.sequence}` : '';
  const who = seen.kind === 'joined' ? ` [${seen.roster.map(({ participation }) => participation)}]` : '';
  const at = seen.kind === 'joined' && synthetic ? ` of line ${line} on ${connection}` : '';
  return `${made}${seat} ${seen.kind}${numbers}${who}${at}`;
}

const asks = (at: number, requestId: number) => says(at, 'c1', { requestId, ack: 2, sync: {} });
const answered = (at: number, requestId: number) =>
  shows(at, 'c1', { sequence: requestId + 2, replyTo: requestId, accepted: {} });

describe('those who are there join once more, one after the other', () => {
  const synthetic = (talk: Talk, agreed: boolean) => {
    const { present } = survey(groupOf(talk));
    return syntheticJoins(present, 7_000, agreed);
  };

  it('and are shown each other, where all agree', () => {
    const { records, present } = synthetic([...together, asks(3_000, 1)], true);
    expect(records.map(words)).toEqual([
      'instead: ann@c1 join',
      'instead: ann@c1 joined 1 [] of line 2 on 1',
      'instead: bob@c2 join',
      'instead: bob@c2 joined 1 [p1] of line 4 on 1',
      'instead: ann@c1 participantJoined 2',
    ]);
    expect(present.map(({ state, sequence }) => [state.token, sequence])).toEqual([
      ['t-c1', 2],
      ['t-c2', 1],
    ]);
    for (const { record } of records) expect(record.at).toBe(7_000);
    expect(records[3]?.record).toMatchObject({
      observation: {
        token: 't-c2',
        lastRequest: 0,
        replyTo: 0,
        session: 's1',
        roster: [{ participant: 'ann', participation: 'p1', role: 'host' }],
      },
    });
    expect(records[4]?.record).toMatchObject({
      observation: { replyTo: 0, member: { participant: 'bob', participation: 'p2', role: 'attendee' } },
    });
  });

  it('and each is shown what it was shown, where they do not agree', () => {
    const { records, present } = synthetic(
      [...together, shows(3_000, 'c2', { sequence: 2, ...left(ann, 1101) })],
      false,
    );
    expect(records.map(words).filter((one) => one.includes('joined'))).toEqual([
      'instead: ann@c1 joined 1 [p2] of line 2 on 1',
      'instead: bob@c2 joined 1 [] of line 4 on 1',
    ]);
    expect(present.map(({ sequence }) => sequence)).toEqual([1, 1]);
  });

  it('and are shown nobody of another room', () => {
    const switches: Talk = [
      ...together,
      joins(2_500, 'c3', cyd, 'j-c3', 'red'),
      joined(2_501, 'c3', cyd, [], 's2'),
      says(3_000, 'c1', { requestId: 1, ack: 2, switchRoom: { roomId: 'green' } }),
      shows(3_001, 'c1', { sequence: 3, replyTo: 1, joined: { sessionId: 's3', participationId: 'p9' } }),
      says(3_100, 'c3', { requestId: 1, ack: 1, switchRoom: { roomId: 'green' } }),
    ];
    const { records } = synthetic(switches, true);
    expect(records.map(words).filter((one) => one.includes('oined'))).toEqual([
      'instead: ann@c1 joined 1 [] of line 9 on 1',
      'instead: bob@c2 joined 1 [] of line 4 on 1',
      'instead: cyd@c3 joined 1 [] of line 7 on 1',
    ]);
  });
});

describe('the records of a room', () => {
  /** Pieces of eight records; what was judged, by the number of records that there were. */
  function piecewise(talk: Talk) {
    const group = groupOf(talk);
    Object.assign(group, { segmentRecords: 8 });
    const judged: number[] = [];
    const compacted = () => {
      const { objects, connections, settled } = compact(group, () => judged.push(group.records.length));
      return [objects.map(({ seat }) => seat.name), connections.map(({ name }) => name), settled];
    };
    return { group, judged, compacted };
  }
  const add = (group: RoomGroup, talk: Talk) => {
    const { records } = groupOf([...together, ...talk]);
    const [one] = group.objects;
    for (const logged of records.slice(together.length)) group.records.push({ ...logged, object: one });
  };

  it('are forgotten up to the rest before this one, once the room rests again', () => {
    const { group, judged, compacted } = piecewise(together);
    expect([compacted(), judged]).toEqual([[[], [], []], []]);
    expect([group.records.length, group.compactFrom, group.rest?.index]).toEqual([5, 13, 5]);
    add(group, [asks(3_000, 1), answered(3_001, 1)]);
    expect([compacted(), judged]).toEqual([[[], [], []], [7]]);
    expect(group.records.map(words)).toEqual([
      'instead: ann@c1 join',
      'instead: ann@c1 joined 1 [] of line 2 on 1',
      'instead: bob@c2 join',
      'instead: bob@c2 joined 1 [p1] of line 4 on 1',
      'instead: ann@c1 participantJoined 2',
      'ann@c1 sync',
      'ann@c1 accepted 3',
    ]);
    expect([group.synthetic, group.compactFrom, group.rest?.index]).toEqual([5, 17, 7]);
    expect([...group.objects].map(({ checkpoint }) => checkpoint)).toEqual([
      { request: 0, sequence: 2, synthetic: 2 },
      { request: 0, sequence: 1, synthetic: 1 },
    ]);
  });

  it('are forgotten with those who are gone by then', () => {
    const { group, compacted } = piecewise([
      ...together,
      ...leaves(2_500, 'c2', 1, 2),
      shows(2_501, 'c1', { sequence: 3, ...left(bob, 1101) }),
    ]);
    compacted();
    expect(compacted()).toEqual([['bob@c2'], ['c2'], []]);
    expect([group.objects.size, group.connections.size, group.openConnections]).toEqual([1, 1, 1]);
  });

  it('are kept while the room does not rest, and looked at soon again', () => {
    const { group, judged, compacted } = piecewise([...together, asks(3_000, 1)]);
    expect(compacted()).toEqual([[], [], []]);
    expect([judged, group.records.length, group.compactFrom, group.partly]).toEqual([[], 6, 7, undefined]);
  });

  it('are forgotten where it has found no rest for long, but for what waits', () => {
    const many = Array.from({ length: 29 }, (_, index) => [
      asks(3_000 + index, index + 1),
      answered(3_000 + index, index + 1),
    ]);
    const { group, judged, compacted } = piecewise([...together, ...many.flat(), asks(4_000, 30), asks(4_001, 31)]);
    expect(group.records).toHaveLength(65);
    compacted();
    expect([judged, group.partly, group.rest]).toEqual([[65], 'restless', undefined]);
    expect(group.records.map(words).slice(-3)).toEqual([
      'instead: bob@c2 joined 1 [p1] of line 4 on 1',
      'ann@c1 sync',
      'ann@c1 sync',
    ]);
    expect([...group.objects][0]?.checkpoint).toEqual({ request: 29, sequence: 31, synthetic: 1 });
    expect([group.synthetic, group.compactFrom]).toEqual([4, 14]);
  });

  it('are forgotten at the first rest of a room that could only be judged in part', () => {
    const { group, judged, compacted } = piecewise(together);
    markIncomplete(group);
    expect([compacted(), judged]).toEqual([[[], [], ['blue', 'blue']], [5]]);
    expect([group.partly, group.synthetic, group.rest?.index]).toEqual([undefined, 5, 5]);
  });

  it('are kept of one that goes on from before the system was started again', () => {
    const { group, compacted } = piecewise([
      ...together,
      ...leaves(2_500, 'c2', 1, 2).slice(0, 2),
      shows(2_501, 'c1', { sequence: 3, ...left(bob, 1101) }),
      lost(2_600, 'c2'),
    ]);
    const bobs = [...group.objects].at(-1);
    if (bobs) bobs.origin = 'before-restart';
    for (const connection of group.connections) if (connection.name === 'c2') connection.state = 'bound';
    compacted();
    expect(compacted()).toEqual([[], [], []]);
  });
});
