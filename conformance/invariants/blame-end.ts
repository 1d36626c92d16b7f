/** How it can have come that the whole room is told that it is over, and nobody in it has ended it. */
import type { Candidates } from '../exchange/index.js';
import { type Blame, every } from './clauses/blame.js';
import { refused } from './timeline/causes.js';
import type { Stay, View } from './timeline/timeline.js';
import { wholeRoom } from './timeline/view-calls.js';
import { requestWords } from './timeline/words.js';
import { spent } from './wrong-causes.js';

const hitAsOne = ({ left }: Stay): boolean => left !== undefined && every(left.reason, wholeRoom);

export function endedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!hitAsOne(stay) || !every(reason, wholeRoom)) return undefined;
  const found = [hostGone(view, stay, before), every(reason, [1008]) ? otherEnd(view, stay, before) : undefined];
  const asked = found.filter((each) => each !== undefined).sort((a, b) => b.since - a.since);
  return asked[0] ?? brokenFrame(view, stay, before);
}

/** `leave.host-does-not-end`: a host went, and others were sent home. */
function hostGone(view: View, stay: Stay, before: number): Blame | undefined {
  const session = view.sessions.get(stay.session ?? '')?.stays ?? [];
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
const leftAt = ({ causes }: Stay, before: number): number | undefined =>
  causes.own.find(({ at, call, kind, how }) => at < before && kind !== 'remove' && !call && how !== 'malformed')?.at;

/** `room.isolated`, `end.new-session`: an End of another room, or of another session of this one. */
function otherEnd(view: View, stay: Stay, before: number): Blame | undefined {
  const end = view.requests.findLast(
    (each) => each.kind === 'end' && each.at < before && !refused(each) && !spent(stay, each, before),
  );
  if (!end) return undefined;
  const allowed = `${requestWords(end)} ends its own session alone`;
  if (end.sendings.length > 1)
    return { clause: 'request.never-twice', allowed, since: end.sendings.at(-1)?.at ?? end.at };
  const here = (end.stay?.room ?? end.join.room) === stay.room;
  return { clause: here ? 'end.new-session' : 'room.isolated', allowed, since: end.at };
}

/** `frame.contained`: one connection broke a rule for frames, and everybody is sent home. */
function brokenFrame(view: View, stay: Stay, before: number): Blame | undefined {
  let found: Blame | undefined;
  for (const { carries, losses, name } of view.connections) {
    const since = losses.find(({ at, how }) => how === 'malformed' && at < before)?.at;
    if (since === undefined || carries?.join === stay.join || (found && found.since > since)) continue;
    found = { clause: 'frame.contained', allowed: `${name} alone is closed`, since };
  }
  return found;
}
