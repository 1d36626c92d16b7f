import { CLOSED_MS } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { codeOf } from '../timeline/causes.js';
import { dropped, lineOfStay } from '../timeline/connections.js';
import { timeoutOf } from '../timeline/own-causes.js';
import type { Connection, Left, Loss, Shown, View } from '../timeline/timeline.js';
import { messageWords, reasonWords } from '../timeline/words.js';

/** Close frames are due within a second; twice that is not the suite's own lag. */
const lateMs = 2 * CLOSED_MS;

/** `close.code` and `close.follows`: after RoomLeft the close frame, with the code of its reason. */
export function closes(view: View, sheet: Sheet): void {
  for (const connection of view.connections) {
    const { left } = connection;
    if (!left) continue;
    const loss = firstLoss(connection);
    if (!loss) afterRoomLeft(view, sheet, connection, left);
    else if (
      msAfter(view, left, loss) > limitMs(view) + unnoticedMs(view, connection, loss) &&
      !mayHaveSent(connection)
    )
      unclosed(view, sheet, connection, left, loss);
  }
}

/**
 * The suite, the client or the network closed the connection, or the client broke a rule for frames on it, before the server's close:
 * that code counts. A server whose second was over by then had to close it all the same.
 */
const firstLoss = ({ losses, closed }: Connection): Loss | undefined =>
  losses.find(({ at }) => at < (closed?.at ?? Number.POSITIVE_INFINITY));

/** How many milliseconds after RoomLeft something came. */
function msAfter({ history: { records } }: View, left: Left, { at }: { readonly at: number }): number {
  return (records[at]?.at ?? 0) - (records[left.at]?.at ?? 0);
}

const limitMs = ({ history: { profile } }: View): number => lateMs + profile.slackMs;

/** How much earlier than it is noticed the network may have gone; who writes a log may be the client, that the close frame never reached. */
function unnoticedMs({ recorded }: View, { carries }: Connection, { reset }: Loss): number {
  if (!recorded || !reset) return 0;
  const timeoutMs = carries ? timeoutOf(carries.join) : 0;
  return timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs;
}

function unclosed(view: View, sheet: Sheet, { name }: Connection, left: Left, loss: Loss): void {
  sheet.held('close.follows');
  const allowed = `the close frame to ${name} within ${CLOSED_MS} ms after RoomLeft`;
  sheet.against('close.follows', loss.at, allowed, `none until ${msAfter(view, left, loss)} ms after it`);
}

const codesFor = (reason: Left['reason']): number[] => reason.map((code) => (code === 'absent' ? 1000 : 3000 + code));

/** A close frame with a code that none may have. */
const illegalClose = ({ after }: Connection): Shown | undefined =>
  after.find(({ seen }) => seen.kind === 'invalid' && seen.what.includes('close'));

/** A close frame that nobody may send, or one that a freeze kept back. */
const mayHaveSent = (connection: Connection): boolean => connection.froze !== undefined || !!illegalClose(connection);

function afterRoomLeft(view: View, sheet: Sheet, connection: Connection, left: Left): void {
  const { name, closed } = connection;
  const codes = codesFor(left.reason);
  const allowed = `${name} closed with ${codes.join(' or ')}`;
  const illegal = illegalClose(connection);
  if (!closed) {
    if (illegal) sheet.against('close.code', illegal.at, allowed, messageWords(illegal.seen));
    else if (view.fenced) sheet.missing('close.follows', view.end, allowed, 'no close frame');
    if (illegal || view.fenced) sheet.held('close.follows');
    return;
  }
  sheet.held('close.follows');
  const lag = msAfter(view, left, closed);
  // 1006 stands for no close frame at all.
  if (closed.seen.code === 1006) sheet.against('close.follows', closed.at, allowed, 'it ended without a close frame');
  else if (lag > limitMs(view))
    sheet.against(
      'close.follows',
      closed.at,
      `the close frame within ${CLOSED_MS} ms after RoomLeft`,
      `${lag} ms after it`,
    );
  if (closed.seen.code === 1006 || left.reason.includes(0)) return;
  sheet.held('close.code');
  if (codes.includes(closed.seen.code)) return;
  sheet.against('close.code', closed.at, `${allowed}, after ${reasonWords(left.reason)}`, messageWords(closed.seen));
}

/** `close.code` without RoomLeft: what the close says is what the others were told. */
export function closesAlone(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const { left, tellings } = stay;
    const line = lineOfStay(stay);
    const [told] = tellings;
    if (
      left ||
      dropped(stay) === undefined ||
      !line?.closed ||
      !told ||
      line.losses.length > 0 ||
      told.reason.includes(codeOf(view, 'lost'))
    )
      continue;
    const codes = codesFor(told.reason);
    sheet.held('close.code');
    if (codes.includes(line.closed.seen.code)) continue;
    const allowed = `the connection of ${stay.id} closed with ${codes.join(' or ')}, as ${told.observer.id} was told`;
    sheet.against('close.code', line.closed.at, allowed, messageWords(line.closed.seen));
  }
}
