/** leave(), dispose(), and the page that goes away. */
import type { Sheet } from '../sheet.js';
import { EARLY_MS, firstOf, isGoodbye, troubleOf } from './conclude.js';
import { BOUND_MS } from './room-left.js';
import type { Call, Line, View } from './view.js';
import { PATIENCE_MS } from './word.js';

export function leaves(view: View, sheet: Sheet): void {
  const { leaving, left } = view;
  if (!leaving) return;
  if (left && leaving.index < left.index) {
    sheet.held(leaving.action.kind === 'dispose' ? 'client.dispose' : 'client.leave-always');
    sheet.held('client.leave-bounded');
    const tookMs = left.at - leaving.at;
    if (tookMs > BOUND_MS + view.slackMs)
      sheet.against('client.leave-bounded', left.index, 'roomLeft within 5 s after leave()', `after ${tookMs} ms`);
  }
  endings(view, sheet, leaving);
  for (const line of view.lines) waits(view, sheet, leaving, line);
}

/** The first call never fails; a second one is nothing. */
function endings(view: View, sheet: Sheet, leaving: Call): void {
  const calls = view.calls.filter(({ action }) => action.kind === 'leave' || action.kind === 'dispose');
  for (const { ended, action, ...call } of calls) {
    if (!ended) continue;
    const again = call.number !== leaving.number;
    const first = action.kind === 'dispose' ? 'client.dispose' : 'client.leave-never-throws';
    const clause = again ? 'client.leave-again' : first;
    sheet.held(clause);
    if (ended.end.how === 'done') continue;
    sheet.against(clause, ended.index, `${action.kind}() succeeds`, `${ended.end.how}: ${ended.end.why}`);
  }
  const [first, ...more] = [
    ...new Set(view.heard.flatMap(({ heard }) => (heard.message === 'leave' ? heard.request : []))),
  ];
  if (first === undefined || calls.length < 2) return;
  sheet.held('client.leave-again');
  const second = view.heard.find(({ heard }) => heard.message === 'leave' && more.includes(heard.request));
  if (second)
    sheet.against('client.leave-again', second.index, 'one Leave', 'a second Leave, with a number of its own');
}

/** A client may give up a Join or a Resume that nobody answers because of its own patience, and not because of leave(). */
const isAnswered = ({ said }: Line): boolean =>
  said.some((one) => one.said.message === 'joined' || one.said.message === 'resumed');

/** A connection that carries the client, and with which nothing is wrong. */
function waits(view: View, sheet: Sheet, leaving: Call, line: Line): void {
  const { closed } = line;
  if (line.opened.index > leaving.index || !isAnswered(line) || view.unloading) return;
  if (closed && closed.index < leaving.index) return;
  const until = closed?.index ?? view.end;
  const told = line.said.some(({ said, index }) => index < until && said.message === 'roomLeft');
  const refused = line.said.some(
    ({ said, index }) => index < until && said.message === 'rejected' && said.replyTo === 0,
  );
  if (refused || line.frozen || troubleOf(view, line, until) !== undefined || chokedOn(line)) return;
  sheet.held('client.leave-waits');
  if (told) return;
  const waitedMs = closed ? closed.at - leaving.at : PATIENCE_MS;
  if (closed?.by !== 'client' || waitedMs >= PATIENCE_MS - EARLY_MS) return;
  sheet.against(
    'client.leave-waits',
    closed.index,
    'RoomLeft, or 2 s',
    `the client closes ${waitedMs} ms after leave()`,
  );
}

/** Whoever closes over something unknown does not say goodbye: it is no close because of leave(). */
const chokedOn = (line: Line): boolean =>
  !isGoodbye(line) &&
  line.said.some(({ said, index }) => said.message === 'unknown' && index < (line.closed?.index ?? 0));

export function unloads(view: View, sheet: Sheet): void {
  const { unloading, left } = view;
  if (!unloading || (left && left.index < unloading.index)) return;
  for (const line of view.lines) {
    const { closed } = line;
    const over = closed && (closed.index < unloading.index || closed.by === 'server');
    if (over || line.frozen || firstOf(line) === undefined) continue;
    sheet.held('client.unload');
    if (!closed) sheet.missing('client.unload', view.end, 'a close with 4101', 'the connection is open');
    else if (!isGoodbye(line))
      sheet.against('client.unload', closed.index, 'a close with 4101', `a close with ${closed.code}`);
  }
}
