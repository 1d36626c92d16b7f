/** roomLeft: once, and last. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Sheet } from '../sheet.js';
import { troubleBefore } from './conclude.js';
import type { SaidAt, View } from './view.js';
import { verdicts, wordClause } from './word.js';
import { sayWord } from './words.js';

/** roomLeft comes within so many milliseconds of leave(). Clause `client.leave-bounded`. */
export const BOUND_MS = 5_000;

export function roomLeftOnce(view: View, sheet: Sheet): void {
  const all = view.told.filter(({ event }) => event.event === 'roomLeft');
  const [first, second] = all;
  if (first) sheet.held('client.room-left-once');
  if (second) sheet.against('client.room-left-once', second.index, 'nothing more', 'roomLeft, a second time');
  if (!first) roomLeftDue(view, sheet);
}

export function roomLeftLast({ told, left }: View, sheet: Sheet): void {
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
}

/** What ends a room object has happened, and there was time enough to tell of it. */
function roomLeftDue(view: View, sheet: Sheet): void {
  const due = view.unloading ? undefined : (dueBySaid(view) ?? dueByLeave(view) ?? dueByLoss(view));
  if (!due) return;
  sheet.held(due.clause);
  sheet.missing(due.clause, view.end, `roomLeft: ${due.why}`, 'no roomLeft');
}

interface Due {
  readonly clause: ClauseId;
  readonly why: string;
}

function dueBySaid(view: View): Due | undefined {
  const word = verdicts(view).find(({ heldBack }) => !heldBack);
  if (!word) return undefined;
  const clause = wordClause(word, {});
  // What is not said at all is missing, whatever the reason would have been.
  const why = `the server said ${sayWord(word)}`;
  return { clause: clause === 'client.server-word' ? 'client.room-left-once' : clause, why };
}

function dueByLeave(view: View): Due | undefined {
  const { leaving, waited, endedAt, slackMs } = view;
  if (!leaving || !(waited || endedAt - leaving.at > BOUND_MS + slackMs)) return undefined;
  const why = `${leaving.action.kind}() was called`;
  const took = view.heard.some(({ heard }) => heard.message === 'leave');
  if (leaving.action.kind === 'dispose' && !took) return { clause: 'client.dispose', why };
  return { clause: wasQuiet(view, leaving.index) ? 'client.leave-bounded' : 'client.leave-always', why };
}

/** In the room, with nothing wrong and nothing under way but the Leave. */
function wasQuiet(view: View, index: number): boolean {
  const inside = view.told.some((one) => one.index < index && one.event.event === 'joined');
  return (
    inside && troubleBefore(view, index) === undefined && !view.calls.some(({ action }) => action.kind === 'switch')
  );
}

/** A client tries to get in for 30 s after its first Join, and before that for as long as it likes. Clause `client.join-repeats-end`. */
const JOINS_MS = 30_000;

function mayStillTry({ said, heard, endedAt, slackMs }: View): boolean {
  if (said.some((one) => one.said.message === 'joined' || isFinal(one))) return false;
  const first = heard.find((one) => one.heard.message === 'join');
  return first === undefined || endedAt - first.at <= JOINS_MS + slackMs;
}

/** With these a client may wait, and try its Join again. Clause `client.refused-call`. */
const patient = ['unavailable', 'resource_exhausted', 'already_exists'];

/** A refusal after which nobody tries again. */
const isFinal = ({ said }: SaidAt): boolean =>
  said.message === 'rejected' && said.replyTo === 0 && !patient.includes(said.refusal ?? '');

/** A Join that was refused, or a connection that was lost and did not come back. */
function dueByLoss(view: View): Due | undefined {
  const { waited, said, lines } = view;
  if (!waited || mayStillTry(view)) return undefined;
  const refused = said.some((one) => one.said.message === 'rejected' && one.said.replyTo === 0);
  const gone = lines.length > 0 && lines.every(({ closed }) => closed !== undefined);
  if (!refused && !gone) return undefined;
  return { clause: 'client.room-left-once', why: refused ? 'the server refused' : 'the connection is lost' };
}
