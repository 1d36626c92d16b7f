/** How it can have come that the whole room is told that it is over, and nobody in it has ended it. */
import type { Candidates } from '../exchange/index.js';
import { type Blame, every } from './clauses/blame.js';
import { refused } from './timeline/causes.js';
import type { SeenParticipation, Timeline } from './timeline/timeline.js';
import { wholeRoom } from './timeline/view-calls.js';
import { requestWords } from './timeline/words.js';
import { spent } from './wrong-causes.js';

const hitAsOne = ({ left }: SeenParticipation): boolean => left !== undefined && every(left.reason, wholeRoom);

export function endedWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): Blame | undefined {
  if (!hitAsOne(participation) || !every(reason, wholeRoom)) return undefined;
  const found = [
    hostGone(timeline, participation, before),
    every(reason, [1008]) ? otherEnd(timeline, participation, before) : undefined,
  ];
  const asked = found.filter((each) => each !== undefined).sort((a, b) => b.since - a.since);
  return asked[0] ?? brokenFrame(timeline, participation, before);
}

/** `leave.host-does-not-end`: a host went, and others were sent home. */
function hostGone(timeline: Timeline, participation: SeenParticipation, before: number): Blame | undefined {
  const session = timeline.sessions.get(participation.session ?? '')?.participations ?? [];
  let found: Blame | undefined;
  for (const host of session) {
    if (host.role !== 'host' || !session.some((other) => other !== host && hitAsOne(other))) continue;
    const since = leftAt(host, before);
    if (since === undefined || (found && found.since > since)) continue;
    found = { clause: 'leave.host-does-not-end', allowed: `the meeting goes on without ${host.id}`, since };
  }
  return found;
}

/** When it went alone: of its own accord, or with its connection. Breaking a rule for frames is another matter. */
const leftAt = ({ causes }: SeenParticipation, before: number): number | undefined =>
  causes.own.find(({ index, call, kind, how }) => index < before && kind !== 'remove' && !call && how !== 'malformed')
    ?.index;

/** `room.isolated`, `end.new-session`: an End of another room, or of another session of this one. */
function otherEnd(timeline: Timeline, participation: SeenParticipation, before: number): Blame | undefined {
  const end = timeline.requests.findLast(
    (each) => each.kind === 'end' && each.index < before && !refused(each) && !spent(participation, each, before),
  );
  if (!end) return undefined;
  const allowed = `${requestWords(end)} ends its own session alone`;
  if (end.sendings.length > 1)
    return { clause: 'request.never-twice', allowed, since: end.sendings.at(-1)?.index ?? end.index };
  const here = (end.participation?.room ?? end.roomObject.room) === participation.room;
  return { clause: here ? 'end.new-session' : 'room.isolated', allowed, since: end.index };
}

/** `frame.contained`: one connection broke a rule for frames, and everybody is sent home. */
function brokenFrame(timeline: Timeline, participation: SeenParticipation, before: number): Blame | undefined {
  let found: Blame | undefined;
  for (const { carries, losses, name } of timeline.connections) {
    const since = losses.find(({ index, how }) => how === 'malformed' && index < before)?.index;
    if (since === undefined || carries?.roomObject === participation.roomObject || (found && found.since > since))
      continue;
    found = { clause: 'frame.contained', allowed: `${name} alone is closed`, since };
  }
  return found;
}
