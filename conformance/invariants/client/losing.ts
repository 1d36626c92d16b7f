/** Connections that are lost, and how a client comes back. */
import type { ClauseId } from '../../../gen/clauses.js';
import { wsClose } from '../../../gen/codes.js';
import { NOTICED_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { firstOf, isGoodbye, silence, windowAt } from './timeline/conclusions.js';
import { mayHaveBeenTold, standsForRoomLeft } from './timeline/said-room-lefts.js';
import type { ClientTimeline, SaidAt, ServedConnection } from './timeline/timeline.js';

/** What makes a connection count as lost, and the clause that says so. */
interface LostConnection {
  readonly clause: ClauseId;
  readonly what: string;
  readonly index: number;
  readonly at: number;
}

/** Lost by the client's own judgement: it has to close it. */
function declared(timeline: ClientTimeline, connection: ServedConnection): LostConnection | undefined {
  const gap = connection.said.find(({ order, said }) => order === 'gap' && said.message !== 'roomLeft');
  if (gap) return { clause: 'client.gap', what: 'a message left a gap', index: gap.index, at: gap.at };
  const quiet = silence(timeline, connection, NOTICED_MS + timeline.slackMs);
  const bound = connection.said.some(({ said }) => said.message === 'joined' || said.message === 'resumed');
  return quiet && bound ? { clause: 'client.silence', what: 'no frame came within the time-out', ...quiet } : undefined;
}

/** Lost by a close that is no RoomLeft. */
function closedBy(connection: ServedConnection): LostConnection | undefined {
  const { closed } = connection;
  if (closed?.by !== 'server' || standsForRoomLeft(closed.code)) return undefined;
  const clause = closed.code === wsClose.NO_FRAME ? 'client.resumes' : 'client.other-close';
  return { clause, what: `the server closed with ${closed.code}`, index: closed.index, at: closed.at };
}

/** `client.gap`, `client.silence`, `client.declared-lost`: a lost connection is closed, and not with 4101. */
export const declaresLost = invariant({
  clauses: ['client.gap', 'client.silence', 'client.declared-lost'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const connection of timeline.connections) {
      const loss = declared(timeline, connection);
      if (!loss || endedBefore(timeline, loss.index)) continue;
      const { closed } = connection;
      const back = timeline.connections.some(({ opened }) => opened.index > loss.index);
      if (closed && closed.by === 'client') {
        sheet.held(loss.clause);
        sheet.held('client.declared-lost');
        const returned = timeline.connections.some(
          (other) => other.opened.index > closed.index && firstOf(other)?.message === 'resume',
        );
        if (isGoodbye(connection) && (returned || !mayGiveUp(timeline, closed.index)))
          sheet.against(
            'client.declared-lost',
            closed.index,
            'a close with another code than 4101',
            'a close with 4101',
          );
      } else if (back) sheet.held(loss.clause);
      else if (!closed && isOverdue(timeline, loss)) {
        sheet.held(loss.clause);
        sheet.missing(loss.clause, timeline.end, `a closed connection: ${loss.what}`, 'it is still open');
      }
      if (back && !closed && !connection.frozen && isOverdue(timeline, loss)) {
        sheet.held('client.declared-lost');
        sheet.missing('client.declared-lost', timeline.end, `a closed connection: ${loss.what}`, 'it is still open');
      }
    }
  },
});

const isOverdue = ({ waited, endedAt, slackMs }: ClientTimeline, { at }: LostConnection): boolean =>
  waited || endedAt - at > slackMs;

/** The client gives up by itself then, by its application's wish or because it fires roomLeft. */
function mayGiveUp({ leaving, unloading, left, slackMs, history }: ClientTimeline, index: number): boolean {
  if ([leaving, unloading].some((call) => call !== undefined && call.index < index)) return true;
  const at = history.records[index]?.at ?? 0;
  return left !== undefined && (left.index < index || left.at - at <= slackMs);
}

const endedBefore = (timeline: ClientTimeline, index: number): boolean =>
  mayHaveBeenTold(timeline, index) || (timeline.left !== undefined && timeline.left.index < index);

/** Somebody who has lost its connection, and may resume, tries to. */
export const resumes = invariant({
  clauses: ['client.resumes', 'client.other-close', 'client.close-is-room-left', 'client.gap', 'client.silence'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const connection of timeline.connections) {
      comesBackAnyhow(timeline, sheet, connection);
      const loss = closedBy(connection) ?? declared(timeline, connection);
      if (!loss || !isNewest(timeline, connection, loss) || endedBefore(timeline, loss.index)) continue;
      if (mayGiveUp({ ...timeline, left: undefined }, loss.index)) continue;
      tries(timeline, sheet, connection, loss);
    }
  },
});

/** A close that stands for a RoomLeft is no loss. */
function comesBackAnyhow(timeline: ClientTimeline, sheet: Sheet, connection: ServedConnection): void {
  const { closed } = connection;
  if (closed?.by !== 'server' || !standsForRoomLeft(closed.code) || declared(timeline, connection)) return;
  if (!isNewest(timeline, connection, closed)) return;
  const next = timeline.connections.find(
    (one) => one.opened.index > closed.index && firstOf(one)?.message === 'resume',
  );
  if (next)
    sheet.against('client.close-is-room-left', next.opened.index, `roomLeft ${closed.code - 3_000}`, 'a Resume');
}

/** It carried the client, and no other connection does yet. */
const isNewest = (
  { connections }: ClientTimeline,
  connection: ServedConnection,
  { index }: Pick<LostConnection, 'index'>,
): boolean =>
  connection.said.some(({ said }) => said.message === 'joined' || said.message === 'resumed') &&
  !connections.some(
    (one) => isSpokenOver(one) && one.opened.index > connection.opened.index && one.opened.index < index,
  );

/** A client may begin several connections at a time, and goes on with one of them. */
const isSpokenOver = (connection: ServedConnection): boolean => firstOf(connection) !== undefined;

/** After so many windows a client did not run while it could have tried: it finds that the window is over. */
const STALLED = 10;

function tries(timeline: ClientTimeline, sheet: Sheet, connection: ServedConnection, loss: LostConnection): void {
  const window = windowAt(timeline, loss.index + 1) ?? 0;
  const next = timeline.connections.find(
    (one) => one.opened.index > (isSpokenOver(one) ? connection.opened.index : loss.index),
  );
  if (window === 0) {
    sheet.held('client.resumes');
    if (next && firstOf(next)?.message === 'resume')
      sheet.against('client.resumes', next.opened.index, 'no attempt: the window is 0', 'a Resume');
    return;
  }
  if (next && firstOf(next)?.message === 'join') sheet.against(loss.clause, next.opened.index, 'a Resume', 'a Join');
  const clauses: ReadonlySet<ClauseId> = new Set(['client.resumes', loss.clause]);
  for (const clause of clauses) if (next || timeline.left) sheet.held(clause);
  if (next) return;
  const asked = mayGiveUp({ ...timeline, left: undefined }, timeline.left?.index ?? timeline.end);
  if (timeline.left && timeline.left.at - loss.at > STALLED * window) return;
  if (timeline.left && !asked)
    sheet.against(loss.clause, timeline.left.index, `an attempt to resume: ${loss.what}`, 'roomLeft without one');
  else if (!timeline.left && !asked && isOverdue(timeline, loss)) {
    sheet.held(loss.clause);
    sheet.missing(loss.clause, timeline.end, `an attempt to resume: ${loss.what}`, 'no new connection');
  }
}

/** The newest token and the highest sequence: nothing older than what has surely come, nothing that was never said. */
export const resumesWithNewest = invariant({
  clauses: ['client.resume-newest'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const { heard, index, connection } of timeline.heard) {
      if (heard.message !== 'resume') continue;
      sheet.held('client.resume-newest');
      const tokens = timeline.said.filter((one) => one.index < index && one.said.token !== undefined);
      const known = tokens.findLastIndex((one) => hasSurelyCome(timeline, one, index));
      const serving = tokens.slice(Math.max(0, known)).map((one) => one.said.token);
      if (!serving.includes(heard.token))
        sheet.against(
          'client.resume-newest',
          index,
          'the newest token',
          tokens.some((one) => one.said.token === heard.token) ? 'an older one' : 'one that was never given',
        );
      const most = Math.max(0, ...upTo(timeline, index).map(({ said }) => said.sequence));
      const least = Math.max(
        0,
        ...timeline.heard
          .filter((one) => one.index < index && one.connection !== connection)
          .map((one) => one.heard.ack),
        ...toldBefore(timeline, index),
      );
      const sequence = heard.sequence ?? 0;
      if (sequence > most || sequence < least)
        sheet.against(
          'client.resume-newest',
          index,
          least === most ? `the sequence ${most}` : `a sequence from ${least} to ${most}`,
          `the sequence ${sequence}`,
        );
    }
  },
});

const upTo = ({ said }: ClientTimeline, index: number): SaidAt[] =>
  said.filter((one) => one.index < index && one.order === 'next' && !one.behindGap);

/** Something was heard on its connection afterwards that no client sends before it has come. */
const hasSurelyCome = (timeline: ClientTimeline, { said, connection, index }: SaidAt, before: number): boolean =>
  timeline.heard.some(
    (one) =>
      one.connection === connection &&
      one.index > index &&
      one.index < before &&
      (said.message === 'resumed' || one.heard.ack >= said.sequence),
  );

/** Of what the application has been told by then, and of which only one message may tell, the sequences. */
function toldBefore({ told, said }: ClientTimeline, index: number): number[] {
  return told.flatMap(({ event, index: at }) => {
    if (at > index || (event.event !== 'participantLeft' && event.event !== 'participantJoined')) return [];
    const sources = said.filter(
      (one) => one.index < at && one.said.message === event.event && one.said.participation === event.participation,
    );
    const [source] = sources;
    return source && sources.length === 1 && source.order === 'next' && !source.behindGap ? [source.said.sequence] : [];
  });
}
