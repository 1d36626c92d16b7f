/** leave(), dispose(), the page that goes away, and a client that gives up. */
import { LEFT_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { EARLY_MS, firstOf, isGoodbye, PATIENCE_MS, troubleOf } from './timeline/conclusions.js';
import { mayHaveBeenTold } from './timeline/said-room-lefts.js';
import type { AppCall, ClientTimeline, ServedConnection, ToldRoomLeft } from './timeline/timeline.js';

/** `client.leave-*` and `client.dispose`: leave() never fails, and roomLeft follows in time. */
export const leaves = invariant({
  clauses: [
    'client.leave-always',
    'client.leave-bounded',
    'client.leave-never-throws',
    'client.leave-again',
    'client.leave-waits',
    'client.dispose',
  ],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { leaving, left } = timeline;
    if (!leaving) return;
    if (left && leaving.index < left.index) {
      sheet.held(leaving.action.kind === 'dispose' ? 'client.dispose' : 'client.leave-always');
      sheet.held('client.leave-bounded');
      const tookMs = left.at - leaving.at;
      if (tookMs > LEFT_MS + timeline.slackMs)
        sheet.against('client.leave-bounded', left.index, 'roomLeft within 5 s after leave()', `after ${tookMs} ms`);
    }
    endings(timeline, sheet, leaving);
    for (const connection of timeline.connections) waits(timeline, sheet, leaving, connection);
  },
});

/** The first call never fails; a second one is nothing. */
function endings(timeline: ClientTimeline, sheet: Sheet, leaving: AppCall): void {
  const calls = timeline.calls.filter(({ action }) => action.kind === 'leave' || action.kind === 'dispose');
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
    ...new Set(timeline.heard.flatMap(({ heard }) => (heard.message === 'leave' ? heard.request : []))),
  ];
  if (first === undefined || calls.length < 2) return;
  sheet.held('client.leave-again');
  const second = timeline.heard.find(({ heard }) => heard.message === 'leave' && more.includes(heard.request));
  if (second)
    sheet.against('client.leave-again', second.index, 'one Leave', 'a second Leave, with a number of its own');
}

/**
 * A client may give up a Join or a Resume that nobody answers because of its own patience, and not because of
 * leave().
 */
const isAnswered = ({ said }: ServedConnection): boolean =>
  said.some((one) => one.said.message === 'joined' || one.said.message === 'resumed');

/** A connection that carries the client, and with which nothing is wrong. */
function waits(timeline: ClientTimeline, sheet: Sheet, leaving: AppCall, connection: ServedConnection): void {
  const { closed } = connection;
  if (connection.opened.index > leaving.index || !isAnswered(connection) || timeline.unloading) return;
  if (closed && closed.index < leaving.index) return;
  const until = closed?.index ?? timeline.end;
  const told = connection.said.some(({ said, index }) => index < until && said.message === 'roomLeft');
  const refused = connection.said.some(
    ({ said, index }) => index < until && said.message === 'rejected' && said.replyTo === 0,
  );
  if (refused || connection.frozen || troubleOf(timeline, connection, until) !== undefined || chokedOn(connection))
    return;
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

/** A client that closes over something unknown does not say goodbye: it is no close because of leave(). */
const chokedOn = (connection: ServedConnection): boolean =>
  !isGoodbye(connection) &&
  connection.said.some(({ said, index }) => said.message === 'unknown' && index < (connection.closed?.index ?? 0));

/** `client.unload`: a page that goes away closes with 4101. */
export const unloads = invariant({
  clauses: ['client.unload'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { unloading, left } = timeline;
    if (!unloading || (left && left.index < unloading.index)) return;
    for (const connection of timeline.connections) {
      const { closed } = connection;
      const over = closed && (closed.index < unloading.index || closed.by === 'server');
      if (over || connection.frozen || firstOf(connection) === undefined) continue;
      sheet.held('client.unload');
      if (!closed) sheet.missing('client.unload', timeline.end, 'a close with 4101', 'the connection is open');
      // What has brought the server's word may be closed in any way; roomLeft itself is not told any more.
      else if (!isGoodbye(connection) && !mayHaveBeenTold(timeline, closed.index))
        sheet.against('client.unload', closed.index, 'a close with 4101', `a close with ${closed.code}`);
    }
  },
});

/** `client.giving-up`: a client that gives up closes its connections with 4101. */
export const givesUp = invariant({
  clauses: ['client.giving-up'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { left } = timeline;
    if (!left || timeline.unloading || mayHaveBeenTold(timeline, timeline.end)) return;
    for (const connection of timeline.connections.filter(({ opened }) => opened.index < left.index)) {
      if (isLeftOpen(timeline, connection)) {
        const seen = 'a connection is open on which nothing was ever sent';
        sheet.missing('client.giving-up', timeline.end, 'each connection closed', seen);
      }
      if (!isItsOwn(timeline, left, connection)) continue;
      sheet.held('client.giving-up');
      const { closed } = connection;
      if (!closed) sheet.missing('client.giving-up', timeline.end, 'a close with 4101', 'the connection is open');
      else if (!isGoodbye(connection))
        sheet.against('client.giving-up', closed.index, 'a close with 4101', `a close with ${closed.code}`);
    }
  },
});

/** What nothing has been sent on may be given up in any way, but not kept. Whose upgrade is held up may be unable to. */
function isLeftOpen({ peerActions }: ClientTimeline, connection: ServedConnection): boolean {
  const isHeldUp = peerActions.some(({ does }) => does.kind === 'answer' && does.demand === 'connect');
  return !connection.closed && !connection.frozen && !isHeldUp && firstOf(connection) === undefined;
}

/**
 * The client has it when it fires roomLeft: nothing was wrong with it by then, and no other had taken its place. Its close may
 * be noted late.
 */
function isItsOwn(timeline: ClientTimeline, left: ToldRoomLeft, connection: ServedConnection): boolean {
  const { closed } = connection;
  if (connection.frozen || closed?.by === 'server' || firstOf(connection) === undefined) return false;
  const isLate = !closed || closed.index > left.index;
  if (!closed || (isLate && isGoodbye(connection))) return true;
  // Of connections that are begun at the same time, one is spoken over.
  const later = timeline.connections.filter(
    (one) => firstOf(one) !== undefined && one.opened.index > connection.opened.index,
  );
  if (later.some(({ opened }) => !isLate || opened.index < left.index)) return false;
  const until = isLate ? left.index : closed.index;
  if (troubleOf(timeline, { ...connection, closed: undefined }, until) !== undefined) return false;
  return isLate || connection.said.some(({ said }) => ['joined', 'resumed', 'rejected'].includes(said.message));
}

/** `client.never-rejoins`: nothing is begun after roomLeft. */
export const neverRejoins = invariant({
  clauses: ['client.never-rejoins'],
  scope: 'history',
  clock: false,
  check({ left, heard, connections, slackMs }: ClientTimeline, sheet) {
    if (!left) return;
    sheet.held('client.never-rejoins');
    // What was under way when roomLeft was fired may still arrive, and is closed at once.
    const again = heard.find(
      ({ heard: { message }, connection, index }) =>
        index > left.index &&
        connection.opened.index > left.index &&
        (message === 'join' || message === 'resume') &&
        !isGoodbye(connection),
    );
    const late = connections.find(({ opened }) => opened.index > left.index && opened.at - left.at > slackMs);
    const wrong = again?.index ?? late?.opened.index;
    if (wrong !== undefined)
      sheet.against(
        'client.never-rejoins',
        wrong,
        'nothing: the room object is over',
        again ? 'a Join' : 'a connection',
      );
  },
});
