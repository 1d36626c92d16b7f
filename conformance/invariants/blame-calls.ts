/** Which call of the operator it can have been that ended somebody whom it was not to end. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates } from '../exchange/index.js';
import { type Blame, some } from './clauses/blame.js';
import { codeOf, refused } from './timeline/causes.js';
import { means } from './timeline/operator-calls.js';
import type { SeenParticipation, Timeline } from './timeline/timeline.js';
import type { OperatorCall } from './timeline/view-calls.js';
import { callWords } from './timeline/words.js';
import { latest, spent } from './wrong-causes.js';

/** A call that was refused, or must have been; or one that names an older stay of the same participant. */
export function callWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): Blame | undefined {
  const concerned = [
    ...participation.causes.wrongCalls,
    ...timeline.calls.filter((call) => namesake(timeline, call, participation)),
  ];
  const call = latest(
    concerned.filter(
      (each) =>
        each.index < before && some(reason, [codeOf(timeline, each.method)]) && !spent(participation, each, before),
    ),
  );
  if (!call) return undefined;
  return {
    clause: unlawful(timeline, call, participation),
    allowed: `no effect of ${callWords(call)} on ${participation.id}`,
    since: call.index,
  };
}

const namesake = (
  timeline: Timeline,
  { targets, room }: OperatorCall,
  { id, participant, room: own }: SeenParticipation,
): boolean =>
  room === own &&
  !targets.includes(id) &&
  targets.some((target) => timeline.participation(target)?.participant === participant);

function unlawful(timeline: Timeline, call: OperatorCall, participation: SeenParticipation): ClauseId {
  if (!call.authorized) return 'operator.authorized';
  if (call.method === 'stopMediaRelay' && !timeline.has('relay')) return 'operator.relay-undeclared';
  if (refused(call)) return 'request.refused-changes-nothing';
  if (call.room !== participation.room) return 'room.isolated';
  return means(call, participation) && call.targets.length > 0 ? 'operator.departed' : 'operator.not-found';
}
