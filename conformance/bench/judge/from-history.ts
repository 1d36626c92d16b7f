/** A history as the lines that a server would have logged of it: the wire's messages, connection by connection. */
import { reason } from '../../../gen/codes.js';
import type { History, HistoryRecord, Sent } from '../../exchange/history.js';
import { OPERATOR } from '../../exchange/names.js';
import type { Member, Observation } from '../../exchange/observation.js';
import type { Action } from '../../exchange/scenario.js';
import type { Candidates, Unfit } from '../../exchange/words.js';

/** One line of a log, before it is text. */
export interface GeneratedLine {
  readonly at: number;
  readonly connection?: string;
  readonly [field: string]: unknown;
}

/** The first line of a log that lacks nothing. */
export const complete: GeneratedLine = { at: 0, head: { name: 'generated', complete: true } };

/** What a log has no line for: how a connection behaved on its way, and that the server was killed. */
const unlogged: readonly string[] = ['freeze', 'heal', 'delay', 'restart'];

/** Whether a log has a line for all that the history does, tokens aside. */
export const isLoggable = ({ records, profile }: History): boolean =>
  !profile.tokens && records.every((record) => record.kind !== 'sent' || !unlogged.includes(record.action.kind));

/**
 * Whether a log can show everything that the history does: no tokens' flaws, no window that must pass, nothing that
 * no server sees.
 */
export const fits = (history: History): boolean =>
  isLoggable(history) &&
  history.records.every((record) => {
    const departs =
      record.kind === 'seen' &&
      'reason' in record.observation &&
      record.observation.reason.includes(reason.WEBSOCKET_DISCONNECTED);
    return !(departs && history.profile.resumeWindowMs > 0);
  });

/** `name` goes before every name that must be new: rooms, ids, tokens. Each record is `stepMs` after the one before. */
export const linesOf = (history: History, name: string, begin: number, stepMs: number): GeneratedLine[] =>
  linesAt(history, name, (_, index) => begin + index * stepMs);

/** The same by the clock of the suite. */
export const timedLinesOf = (history: History): GeneratedLine[] => linesAt(history, '', ({ at }) => at);

function linesAt(
  history: History,
  name: string,
  stamp: (record: HistoryRecord, index: number) => number,
): GeneratedLine[] {
  const writer = lineWriter(history, name);
  return history.records.flatMap((record, index) => {
    const at = stamp(record, index);
    if (record.kind === 'sent') return writer.sentOf(record, at);
    if (record.kind !== 'seen') return [];
    return [writer.seenOf(`${record.seat}/${record.connection}`, record.observation, at)];
  });
}

/** Writes the lines of a history, one after the other. */
function lineWriter(history: History, name: string) {
  const joins = new Map<
    string,
    { readonly room: string; readonly joinId: string; readonly unfit: Unfit | undefined }
  >();

  const own = (id: string): string => (id === '' ? '' : `${name}${id}`);

  function sentOf(record: Sent, at: number): GeneratedLine[] {
    const { seat, connection, action } = record;
    const line = { at, connection: own(`${seat}/${connection}`) };
    if (action.kind === 'cut') return [{ ...line, closed: { by: 'CLOSED_BY_NETWORK' } }];
    if (action.kind === 'close') return [{ ...line, closed: { by: 'CLOSED_BY_CLIENT', code: action.code } }];
    if (action.kind === 'operate') return [{ ...line, ...callOf(record, action) }];
    if (action.kind === 'malformed') return [{ ...line, ...malformedOf(record, action.frame) }];
    const { request: requestId = 0, ack = 0 } = record;
    return [{ ...line, fromClient: { requestId, ack, ...messageOf(record) } }];
  }

  function malformedOf({ seat }: Sent, frame: string): object {
    if (frame === 'join-again') return { fromClient: { join: joinOf(seat, 'blue', 'again') } };
    if (frame === 'request-first') return { fromClient: { requestId: 1, sync: {} } };
    return { brokenFrame: `MALFORMED_${frame.replace('-', '_').toUpperCase()}` };
  }

  function joinOf(seat: string, room: string, joinId: string): object {
    const { participant, role } = history.scenario.seats.find(({ name }) => name === seat) ?? {};
    return { roomId: own(room), participantId: participant, role: roleOf(role), joinId: own(joinId) };
  }

  function messageOf(record: Sent): object {
    const { action, seat, target = '' } = record;
    switch (action.kind) {
      case 'join':
      case 'repeat': {
        // Each Join is one of its own, also on a connection on which one was refused.
        const fresh = { joinId: `${seat}/${history.records.indexOf(record)}/join`, unfit: undefined };
        const made = action.kind === 'join' ? { ...fresh, ...action } : (joins.get(seat) ?? { ...fresh, room: '' });
        joins.set(seat, made);
        return { join: { ...joinOf(seat, made.room, made.joinId), ...unfitFields(made.unfit) } };
      }
      case 'resume':
        return { resume: { resumeToken: own(record.token ?? ''), sequence: record.sequence } };
      case 'switch':
        return { switchRoom: { roomId: own(action.room), ...unfitFields(action.unfit) } };
      case 'remove':
        return { remove: { participationId: own(target) } };
      case 'mode':
        return { changeMode: { mode: action.mode === 'viewer' ? 'MODE_VIEWER' : 0 } };
      case 'ack':
        return { ackOnly: {} };
      case 'unknown':
        return {};
      case 'again':
        return againOf(record);
      default:
        return { [action.kind]: {} };
    }
  }

  /** What was sent under that number the first time. */
  function againOf({ seat, request }: Sent): object {
    const first = history.records.find(
      (record) => record.kind === 'sent' && record.seat === seat && record.request === request,
    );
    return first?.kind === 'sent' ? messageOf(first) : {};
  }

  function callOf({ session = '', targets = [] }: Sent, { call, room }: Action & { kind: 'operate' }): object {
    const where = { roomId: own(room), sessionId: own(session) };
    const ids = targets.map(own);
    if (call === 'removeParticipant') return { [call]: { ...where, participationId: ids[0] } };
    return { [call]: call === 'stopMediaRelay' ? { ...where, participationIds: ids } : where };
  }

  function seenOf(connection: string, seen: Observation, at: number): GeneratedLine {
    const line = { at, connection: own(connection) };
    if (seen.kind === 'closed') return { ...line, closed: { by: 'CLOSED_BY_SERVER', code: seen.code } };
    if (connection.startsWith(`${OPERATOR}/`)) return { ...line, answer: answer(seen) };
    if (seen.kind === 'invalid') return { ...line, fromServer: {} };
    const { sequence = 0, replyTo = 0 } = seen;
    return { ...line, fromServer: { sequence, replyTo, [seen.kind]: contentOf(seen) } };
  }

  function contentOf(seen: Observation): object {
    switch (seen.kind) {
      case 'joined': {
        const { session, participation, roster, features, token, lastRequest: lastRequestId, ...rest } = seen;
        const { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = rest;
        return {
          sessionId: own(session),
          participationId: own(participation),
          roster: roster.map((one) => memberOf(one)),
          features: features.map((feature) => `FEATURE_${feature.toUpperCase()}`),
          resumeWindowMs,
          heartbeatIntervalMs,
          heartbeatTimeoutMs,
          resumeToken: own(token),
          lastRequestId,
        };
      }
      case 'resumed':
        return { resumeToken: own(seen.token), lastRequestId: seen.lastRequest };
      case 'rejected':
        return { code: codeOf(seen.code) };
      case 'participantJoined':
        return { participant: memberOf(seen.member) };
      case 'participantLeft': {
        const { participant: participantId, participation, reason } = seen;
        return { participantId, participationId: own(participation), ...reasonOf(reason) };
      }
      case 'roomLeft':
        return reasonOf(seen.reason);
      default:
        return {};
    }
  }

  function memberOf({ participant: participantId, participation, role }: Member): object {
    return { participantId, participationId: own(participation), role: roleOf(role) };
  }

  return { sentOf, seenOf };
}

const roleOf = (role: string | undefined): string => (role === 'host' ? 'ROLE_HOST' : 'ROLE_ATTENDEE');
const codeOf = (refusal: string): string => `CODE_${refusal.toUpperCase()}`;
const reasonOf = ([code]: Candidates): object => (code === 'absent' ? {} : { reason: { code } });
const answer = (seen: Observation): object => (seen.kind === 'rejected' ? { refused: codeOf(seen.code) } : {});

/** A role that no version of the protocol knows. */
const UNKNOWN_ROLE = 99;

/** The field that an unfit Join or SwitchRoom lacks, as it is sent. */
const unfitFields = (unfit: Unfit | undefined): object =>
  unfit === undefined
    ? {}
    : {
        'no-room': { roomId: '' },
        'no-participant': { participantId: '' },
        'no-role': { role: 0 },
        'unknown-role': { role: UNKNOWN_ROLE },
      }[unfit];
