import { describe, expect, it } from 'vitest';
import { groupOf } from '../../bench/judge/group.test.helper.js';
import {
  ann,
  bob,
  clauses,
  closes,
  joined,
  joins,
  leaves,
  left,
  lost,
  says,
  shows,
  type Talk,
  together,
  told,
  toldInPieces,
} from '../../bench/judge/talk.test.helper.js';

import { outcomesOfForgottenJoins } from './forgotten-joins.js';

/** So many records of a room are judged together. */
const PIECE = 16;

const roomLeft = (at: number, connection: string, code: number) =>
  shows(at, connection, { roomLeft: { reason: { code } } });

/** Bob resumes, is lost at once, and is removed; ann goes on until all of this is let go. */
function longAgo(): Talk {
  const talk = [
    ...together,
    lost(3000, 'c2'),
    says(3100, 'c3', { resume: { resumeToken: 't-c2', sequence: 1 } }),
    shows(3101, 'c3', { resumed: { resumeToken: 't-c3' } }),
    lost(3102, 'c3'),
    says(3200, 'c1', { requestId: 1, ack: 2, remove: { participationId: 'p2' } }),
    shows(3201, 'c1', { sequence: 3, ...left(bob, 1002) }),
    shows(3201, 'c1', { sequence: 4, replyTo: 1, accepted: {} }),
  ];
  for (let each = 2; each < 2 * PIECE; each += 1) {
    talk.push(says(3300 + each, 'c1', { requestId: each, ack: each + 2, sync: {} }));
    talk.push(shows(3300 + each, 'c1', { sequence: each + 3, replyTo: each, accepted: {} }));
  }
  return talk;
}

/** Ann leaves, and is told something wrong: what is judged with the room as a whole. */
const wrongly = leaves(9000, 'c1', 2 * PIECE, 2 * PIECE + 3, 1008);

describe('a Join that is repeated when its past has been let go', () => {
  it('is left out, and the room is judged as before', () => {
    const late = [joins(8000, 'c4', bob, 'j-c2'), roomLeft(8001, 'c4', 1002), closes(8002, 'c4', 4002)];
    const said = toldInPieces([...longAgo(), ...late, ...wrongly], PIECE);
    expect(Math.max(...said.held)).toBeLessThan(longAgo().length / 2);
    expect(said.counts).toMatchObject({ remarks: [], streams: 0 });
    expect(clauses(said)).toEqual(['reason.true']);
  });

  it('is left out where the whole room had been forgotten', async () => {
    const said = await told([
      joins(1000, 'c1', ann),
      joined(1001, 'c1', ann),
      ...leaves(1100, 'c1', 1, 2),
      joins(90_000, 'd1', ann, 'j-d1', 'red'),
      joins(95_000, 'c4', ann, 'j-c1'),
      shows(95_001, 'c4', { replyTo: 1, roomLeft: { reason: { code: 1101 } } }),
      closes(95_002, 'c4', 4101),
    ]);
    expect(said.findings).toEqual([]);
  });

  it('is a Join like any other where the server has forgotten it too', async () => {
    const back = { ...ann, participationId: 'p7' };
    const said = await told([
      joins(1000, 'c1', ann),
      joined(1001, 'c1', ann),
      ...leaves(1100, 'c1', 1, 2),
      joins(90_000, 'd1', ann, 'j-d1', 'red'),
      joins(95_000, 'c4', ann, 'j-c1'),
      joined(95_001, 'c4', back, [], 's2'),
      ...leaves(96_000, 'c4', 1, 2, 1008),
    ]);
    expect(said.report.streams).toBe(0);
    expect(clauses(said)).toEqual(['reason.true']);
  });

  it('may have come in, where it has no answer', () => {
    const back = { participant: { ...bob, participationId: 'p7' } };
    const sequence = 2 * PIECE + 3;
    const arrival = shows(8001, 'c1', { sequence, participantJoined: back });
    const said = toldInPieces([...longAgo(), joins(8000, 'c4', bob, 'j-c2'), arrival], PIECE);
    expect(said.findings).toEqual([]);
  });
});

describe('a Resume with an older token that serves, when its past has been let go', () => {
  it('takes nothing from the log', () => {
    const resume = says(8000, 'c4', { resume: { resumeToken: 't-c2', sequence: 1 } });
    for (const answer of [roomLeft(8001, 'c4', 1002), shows(8001, 'c4', { resumed: { resumeToken: 't-c4' } })]) {
      const said = toldInPieces([...longAgo(), resume, answer, closes(8002, 'c4', 4002), ...wrongly], PIECE);
      expect(said.counts).toMatchObject({ remarks: [], streams: 0 });
      expect(clauses(said)).toEqual(['reason.true']);
    }
  });
});

describe('what becomes of a Join whose past was forgotten', () => {
  const join = joins(1000, 'c1', ann);
  const again: Talk = [lost(1500, 'c1'), joins(2000, 'c2', ann, 'j-c1')];
  const refused = (replyTo?: number) =>
    shows(1100, 'c1', { ...(replyTo !== undefined && { replyTo }), rejected: { code: 'CODE_NOT_FOUND' } });
  const heartbeat = shows(1100, 'c1', { heartbeat: {} });

  it.each<[string, Talk, string]>([
    ['open while it has no answer', [join], 'open'],
    ['open where something else comes', [join, heartbeat], 'open'],
    ['open where something else is refused', [join, refused(1)], 'open'],
    ['open where it is repeated', [join, ...again], 'open'],
    ['open where one of two is answered', [join, ...again, roomLeft(2001, 'c2', 1101)], 'open'],
    ['told where it is told of its departure', [join, roomLeft(1001, 'c1', 1101)], 'told'],
    ['told where it is refused', [join, refused()], 'told'],
    ['told where it is refused, by number 0', [join, refused(0)], 'told'],
    ['told where both are answered', [join, roomLeft(1001, 'c1', 1101), ...again, roomLeft(2001, 'c2', 1101)], 'told'],
    ['let in where it is welcomed', [join, joined(1001, 'c1', ann)], 'let-in'],
    ['let in where that is over', [join, joined(1001, 'c1', ann), ...leaves(1100, 'c1', 1, 2)], 'let-in'],
  ])('is %s', (_, talk, outcome) => {
    const group = groupOf(talk);
    expect(outcomesOfForgottenJoins(group)).toEqual(new Map());
    const [object] = group.objects;
    if (object) object.origin = 'forgotten-join';
    expect([...outcomesOfForgottenJoins(group)]).toEqual([[object, outcome]]);
  });
});
