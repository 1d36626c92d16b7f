/** Which call of the operator it can have been that ended somebody whom it was not to end. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates } from '../exchange/index.js';
import { type Blame, some } from './clauses/blame.js';
import { codeOf, refused } from './timeline/causes.js';
import { means } from './timeline/operator-calls.js';
import type { Stay, View } from './timeline/timeline.js';
import type { Call } from './timeline/view-calls.js';
import { callWords } from './timeline/words.js';
import { latest, spent } from './wrong-causes.js';

/** A call that was refused, or must have been; or one that names an older stay of the same participant. */
export function callWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  const concerned = [...stay.causes.mistaken, ...view.calls.filter((call) => namesake(view, call, stay))];
  const call = latest(
    concerned.filter(
      (each) => each.at < before && some(reason, [codeOf(view, each.method)]) && !spent(stay, each, before),
    ),
  );
  if (!call) return undefined;
  return {
    clause: unlawful(view, call, stay),
    allowed: `no effect of ${callWords(call)} on ${stay.id}`,
    since: call.at,
  };
}

const namesake = (view: View, { targets, room }: Call, { id, participant, room: own }: Stay): boolean =>
  room === own && !targets.includes(id) && targets.some((target) => view.stay(target)?.participant === participant);

function unlawful(view: View, call: Call, stay: Stay): ClauseId {
  if (!call.authorized) return 'operator.authorized';
  if (call.method === 'stopMediaRelay' && !view.has('relay')) return 'operator.relay-undeclared';
  if (refused(call)) return 'request.refused-changes-nothing';
  if (call.room !== stay.room) return 'room.isolated';
  return means(call, stay) && call.targets.length > 0 ? 'operator.departed' : 'operator.not-found';
}
