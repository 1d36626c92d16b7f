import { wsClose } from '../../../gen/codes.js';
import { CLOSED_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { codeOf } from '../timeline/causes.js';
import { connectionOfParticipation, dropped } from '../timeline/connections.js';
import type { ConnectionLoss, SeenAt } from '../timeline/parts.js';
import type { RoomLeftAt, SeenConnection, Timeline } from '../timeline/timeline.js';
import { timeAt, timeoutOf, unnotedMs } from '../timeline/windows.js';
import { messageWords, reasonWords } from '../timeline/words.js';

/** Close frames are due within a second; twice that is not the suite's own lag. */
const lateMs = 2 * CLOSED_MS;

/** `close.follows`: the server closes the connection within a second after RoomLeft. */
export const closeFollows = invariant({
  clauses: ['close.follows'],
  scope: 'streams',
  clock: true,
  check(timeline: Timeline, sheet) {
    for (const connection of timeline.connections) {
      const { left } = connection;
      if (!left) continue;
      const loss = firstLoss(connection);
      if (!loss) follows(timeline, sheet, connection, left);
      else if (isOverdue(timeline, connection, left, loss)) unclosed(timeline, sheet, connection, left);
    }
  },
});

/** `close.code`: the close frame after RoomLeft bears the code of its reason. */
export const closeCode = invariant({
  clauses: ['close.code'],
  scope: 'streams',
  clock: false,
  check({ connections }: Timeline, sheet) {
    for (const connection of connections)
      if (connection.left && !firstLoss(connection)) bearsCode(sheet, connection, connection.left);
  },
});

/**
 * The suite, the client or the network closed the connection, or the client broke a rule for frames on it, before the
 * server's close:
 * that code counts. A server whose second was over by then had to close it all the same.
 */
const firstLoss = ({ losses, closed }: SeenConnection): ConnectionLoss | undefined =>
  losses.find(({ index }) => index < (closed?.index ?? Number.POSITIVE_INFINITY));

/** How many milliseconds after RoomLeft something came. */
const msAfter = (timeline: Timeline, left: RoomLeftAt, { index }: { readonly index: number }): number =>
  timeAt(timeline, index) - timeAt(timeline, left.index);

const limitMs = ({ history: { profile } }: Timeline): number => lateMs + profile.slackMs;

/**
 * How much earlier than it is noticed the network may have gone; who writes a log may be the client, that the close
 * frame never reached.
 */
function unnoticedMs(timeline: Timeline, { carries }: SeenConnection, { reset }: ConnectionLoss): number {
  if (!timeline.recorded || !reset) return 0;
  return unnotedMs(timeline, carries ? timeoutOf(carries.roomObject) : 0) ?? Number.POSITIVE_INFINITY;
}

/** Something else has ended the connection, and only when the server should have closed it. */
const isOverdue = (timeline: Timeline, connection: SeenConnection, left: RoomLeftAt, loss: ConnectionLoss): boolean =>
  msAfter(timeline, left, loss) > limitMs(timeline) + unnoticedMs(timeline, connection, loss) &&
  !mayHaveSent(connection);

function unclosed(timeline: Timeline, sheet: Sheet, connection: SeenConnection, left: RoomLeftAt): void {
  const loss = firstLoss(connection);
  if (!loss) return;
  sheet.held('close.follows');
  const allowed = `the close frame to ${connection.name} within ${CLOSED_MS} ms after RoomLeft`;
  sheet.against('close.follows', loss.index, allowed, `none until ${msAfter(timeline, left, loss)} ms after it`);
}

const codesFor = (reason: RoomLeftAt['reason']): number[] =>
  reason.map((code) => (code === 'absent' ? wsClose.NORMAL : 3_000 + code));

/** A close frame with a code that none may have. */
const illegalClose = ({ after }: SeenConnection): SeenAt | undefined =>
  after.find(({ seen }) => seen.kind === 'invalid' && seen.what.includes('close'));

/** A close frame that nobody may send, or one that a freeze kept back. */
const mayHaveSent = (connection: SeenConnection): boolean =>
  connection.froze !== undefined || !!illegalClose(connection);

const codesAllowed = ({ name }: SeenConnection, { reason }: RoomLeftAt): string =>
  `${name} closed with ${codesFor(reason).join(' or ')}`;

function follows(timeline: Timeline, sheet: Sheet, connection: SeenConnection, left: RoomLeftAt): void {
  const { closed } = connection;
  const allowed = codesAllowed(connection, left);
  if (!closed) {
    const illegal = illegalClose(connection);
    if (!illegal && timeline.fenced) sheet.missing('close.follows', timeline.end, allowed, 'no close frame');
    if (illegal || timeline.fenced) sheet.held('close.follows');
    return;
  }
  sheet.held('close.follows');
  const lagMs = msAfter(timeline, left, closed);
  if (closed.seen.code === wsClose.NO_FRAME)
    sheet.against('close.follows', closed.index, allowed, 'it ended without a close frame');
  else if (lagMs > limitMs(timeline)) {
    const inTime = `the close frame within ${CLOSED_MS} ms after RoomLeft`;
    sheet.against('close.follows', closed.index, inTime, `${lagMs} ms after it`);
  }
}

function bearsCode(sheet: Sheet, connection: SeenConnection, left: RoomLeftAt): void {
  const { closed } = connection;
  const allowed = codesAllowed(connection, left);
  if (!closed) {
    const illegal = illegalClose(connection);
    if (illegal) sheet.against('close.code', illegal.index, allowed, messageWords(illegal.seen));
    return;
  }
  const { code } = closed.seen;
  if (code === wsClose.NO_FRAME || left.reason.includes(0)) return;
  sheet.held('close.code');
  if (codesFor(left.reason).includes(code)) return;
  sheet.against('close.code', closed.index, `${allowed}, after ${reasonWords(left.reason)}`, messageWords(closed.seen));
}

/** `close.code` without RoomLeft: what the close says is what the others were told. */
export const closesAlone = invariant({
  clauses: ['close.code'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      const { left, tellings } = participation;
      const line = connectionOfParticipation(participation);
      const [told] = tellings;
      if (
        left ||
        dropped(participation) === undefined ||
        !line?.closed ||
        !told ||
        line.losses.length > 0 ||
        told.reason.includes(codeOf(timeline, 'lost'))
      )
        continue;
      const codes = codesFor(told.reason);
      sheet.held('close.code');
      if (codes.includes(line.closed.seen.code)) continue;
      const allowed = `the connection of ${participation.id} closed with ${codes.join(' or ')}, as ${told.observer.id} was told`;
      sheet.against('close.code', line.closed.index, allowed, messageWords(line.closed.seen));
    }
  },
});
