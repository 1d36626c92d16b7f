/** roomLeft: once, and last. */
import type { ClauseId } from '../../../gen/clauses.js';
import { LEFT_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { wordClause } from './accusations.js';
import { troubleBefore } from './timeline/conclusions.js';
import { sayWord } from './timeline/reason-list.js';
import { saidRoomLefts } from './timeline/said-room-lefts.js';
import type { ClientTimeline, SaidAt } from './timeline/timeline.js';

/** `client.room-left-once`: roomLeft comes, and comes once. */
export const roomLeftOnce = invariant({
  clauses: [
    'client.room-left-once',
    'client.close-is-room-left',
    'client.room-left-any-sequence',
    'client.dispose',
    'client.leave-bounded',
    'client.leave-always',
    'reason.absent',
    'reason.unrecognised',
  ],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const all = timeline.told.filter(({ event }) => event.event === 'roomLeft');
    const [first, second] = all;
    if (first) sheet.held('client.room-left-once');
    if (second) sheet.against('client.room-left-once', second.index, 'nothing more', 'roomLeft, a second time');
    if (!first) roomLeftDue(timeline, sheet);
  },
});

/** `client.room-left-last`: nothing comes after roomLeft. */
export const roomLeftLast = invariant({
  clauses: ['client.room-left-last'],
  scope: 'history',
  clock: false,
  check({ told, left }: ClientTimeline, sheet) {
    if (!left) return;
    sheet.held('client.room-left-last');
    const more = told.find(({ index, event }) => index > left.index && event.event !== 'roomLeft');
    if (more)
      sheet.against(
        'client.room-left-last',
        more.index,
        'nothing behind roomLeft',
        `${more.event.event}, after roomLeft`,
      );
  },
});

/** What ends a room object has happened, and there was time enough to tell of it. */
function roomLeftDue(timeline: ClientTimeline, sheet: Sheet): void {
  const due = timeline.unloading ? undefined : (dueBySaid(timeline) ?? dueByLeave(timeline) ?? dueByLoss(timeline));
  if (!due) return;
  sheet.held(due.clause);
  sheet.missing(due.clause, timeline.end, `roomLeft: ${due.why}`, 'no roomLeft');
}

interface Due {
  readonly clause: ClauseId;
  readonly why: string;
}

function dueBySaid(timeline: ClientTimeline): Due | undefined {
  const word = saidRoomLefts(timeline).find(({ heldBack }) => !heldBack);
  if (!word) return undefined;
  const clause = wordClause(word, {});
  // What is not said at all is missing, whatever the reason would have been.
  const why = `the server said ${sayWord(word)}`;
  return { clause: clause === 'client.server-word' ? 'client.room-left-once' : clause, why };
}

function dueByLeave(timeline: ClientTimeline): Due | undefined {
  const { leaving, waited, endedAt, slackMs } = timeline;
  if (!leaving || !(waited || endedAt - leaving.at > LEFT_MS + slackMs)) return undefined;
  const why = `${leaving.action.kind}() was called`;
  const took = timeline.heard.some(({ heard }) => heard.message === 'leave');
  if (leaving.action.kind === 'dispose' && !took) return { clause: 'client.dispose', why };
  return { clause: wasQuiet(timeline, leaving.index) ? 'client.leave-bounded' : 'client.leave-always', why };
}

/** In the room, with nothing wrong and nothing under way but the Leave. */
function wasQuiet(timeline: ClientTimeline, index: number): boolean {
  const inside = timeline.told.some((one) => one.index < index && one.event.event === 'joined');
  return (
    inside &&
    troubleBefore(timeline, index) === undefined &&
    !timeline.calls.some(({ action }) => action.kind === 'switch')
  );
}

/**
 * A client tries to get in for 30 s after its first Join, and before that for as long as it likes. Clause
 * `client.join-repeats-end`.
 */
const JOINS_MS = 30_000;

function mayStillTry({ said, heard, endedAt, slackMs }: ClientTimeline): boolean {
  if (said.some((one) => one.said.message === 'joined' || isFinal(one))) return false;
  const first = heard.find((one) => one.heard.message === 'join');
  return first === undefined || endedAt - first.at <= JOINS_MS + slackMs;
}

/** With these a client may wait, and try its Join again. Clause `client.refused-call`. */
const mayTryAgain = ['unavailable', 'resource_exhausted', 'already_exists'];

/** A refusal after which nobody tries again. */
const isFinal = ({ said }: SaidAt): boolean =>
  said.message === 'rejected' && said.replyTo === 0 && !mayTryAgain.includes(said.refusal ?? '');

/** A Join that was refused, or a connection that was lost and did not come back. */
function dueByLoss(timeline: ClientTimeline): Due | undefined {
  const { waited, said, connections } = timeline;
  if (!waited || mayStillTry(timeline)) return undefined;
  const refused = said.some((one) => one.said.message === 'rejected' && one.said.replyTo === 0);
  const gone = connections.length > 0 && connections.every(({ closed }) => closed !== undefined);
  if (!refused && !gone) return undefined;
  return { clause: 'client.room-left-once', why: refused ? 'the server refused' : 'the connection is lost' };
}
