/** A history as the lines that a server would have logged of it: the wire's messages, connection by connection. */
import {
  type Action,
  type Candidates,
  type History,
  type Member,
  type Observation,
  OPERATOR,
  type Sent,
} from '../../exchange/index.js';

/** One line of a log, before it is text. */
export interface Line {
  readonly at: number;
  readonly connection?: string;
  readonly [field: string]: unknown;
}

/** The first line of a log that lacks nothing. */
export const complete: Line = { at: 0, head: { name: 'generated', complete: true } };

/** What a log has no line for: how a connection behaved on its way, and that the server was killed. */
const unlogged: readonly string[] = ['freeze', 'heal', 'delay', 'restart'];

/** Whether a log can show everything that the history does: no tokens' flaws, no window that must pass, nothing that no server sees. */
export const fits = ({ records, profile }: History): boolean =>
  !profile.tokens &&
  records.every((record) => {
    if (record.kind === 'sent') return !unlogged.includes(record.action.kind);
    const departs =
      record.kind === 'seen' && 'reason' in record.observation && record.observation.reason.includes(1001);
    return !(departs && profile.resumeWindowMs > 0);
  });

/** `name` goes before every name that must be new: rooms, ids, tokens. Each record is `stepMs` after the one before. */
export function linesOf(history: History, name: string, begin: number, stepMs: number): Line[] {
  const writer = new Writer(history, name);
  return history.records.flatMap((record, index) => {
    const at = begin + index * stepMs;
    if (record.kind === 'sent') return writer.sent(record, at);
    if (record.kind !== 'seen') return [];
    return [writer.seen(`${record.seat}/${record.connection}`, record.observation, at)];
  });
}

class Writer {
  readonly #joins = new Map<string, { readonly room: string; readonly joinId: string }>();

  constructor(
    private readonly history: History,
    private readonly name: string,
  ) {}

  #own = (id: string): string => (id === '' ? '' : `${this.name}${id}`);

  sent(record: Sent, at: number): Line[] {
    const { seat, connection, action } = record;
    const line = { at, connection: this.#own(`${seat}/${connection}`) };
    if (action.kind === 'cut') return [{ ...line, closed: { by: 'CLOSED_BY_NETWORK' } }];
    if (action.kind === 'close') return [{ ...line, closed: { by: 'CLOSED_BY_CLIENT', code: action.code } }];
    if (action.kind === 'operate') return [{ ...line, ...this.#call(record, action) }];
    if (action.kind === 'malformed') return [{ ...line, ...this.#malformed(record, action.frame) }];
    const { request: requestId = 0, ack = 0 } = record;
    return [{ ...line, fromClient: { requestId, ack, ...this.#message(record) } }];
  }

  #malformed({ seat }: Sent, frame: string): object {
    if (frame === 'join-again') return { fromClient: { join: this.#join(seat, 'blue', 'again') } };
    if (frame === 'request-first') return { fromClient: { requestId: 1, sync: {} } };
    return { brokenFrame: `MALFORMED_${frame.replace('-', '_').toUpperCase()}` };
  }

  #join(seat: string, room: string, joinId: string): object {
    const { participant, role } = this.history.scenario.seats.find(({ name }) => name === seat) ?? {};
    return { roomId: this.#own(room), participantId: participant, role: roleOf(role), joinId: this.#own(joinId) };
  }

  #message(record: Sent): object {
    const { action, seat, target = '' } = record;
    switch (action.kind) {
      case 'join':
      case 'repeat': {
        const joinId = action.kind === 'join' ? `${seat}/${record.connection}/join` : this.#joins.get(seat)?.joinId;
        const made = {
          room: action.kind === 'join' ? action.room : (this.#joins.get(seat)?.room ?? ''),
          joinId: joinId ?? '',
        };
        this.#joins.set(seat, made);
        return { join: this.#join(seat, made.room, made.joinId) };
      }
      case 'resume':
        return { resume: { resumeToken: this.#own(record.token ?? ''), sequence: record.sequence } };
      case 'switch':
        return { switchRoom: { roomId: this.#own(action.room) } };
      case 'remove':
        return { remove: { participationId: this.#own(target) } };
      case 'mode':
        return { changeMode: { mode: action.mode === 'viewer' ? 'MODE_VIEWER' : 0 } };
      case 'ack':
        return { ackOnly: {} };
      case 'unknown':
        return {};
      case 'again':
        return this.#again(record);
      default:
        return { [action.kind]: {} };
    }
  }

  /** What was sent under that number the first time. */
  #again({ seat, request }: Sent): object {
    const first = this.history.records.find(
      (record) => record.kind === 'sent' && record.seat === seat && record.request === request,
    );
    return first?.kind === 'sent' ? this.#message(first) : {};
  }

  #call({ session = '', targets = [] }: Sent, { call, room }: Action & { kind: 'operate' }): object {
    const where = { roomId: this.#own(room), sessionId: this.#own(session) };
    const ids = targets.map(this.#own);
    if (call === 'removeParticipant') return { [call]: { ...where, participationId: ids[0] } };
    return { [call]: call === 'stopMediaRelay' ? { ...where, participationIds: ids } : where };
  }

  seen(connection: string, seen: Observation, at: number): Line {
    const line = { at, connection: this.#own(connection) };
    if (seen.kind === 'closed') return { ...line, closed: { by: 'CLOSED_BY_SERVER', code: seen.code } };
    if (connection.startsWith(`${OPERATOR}/`)) return { ...line, answer: answer(seen) };
    if (seen.kind === 'invalid') return { ...line, fromServer: {} };
    const { sequence = 0, replyTo = 0 } = seen;
    return { ...line, fromServer: { sequence, replyTo, [seen.kind]: this.#content(seen) } };
  }

  #content(seen: Observation): object {
    switch (seen.kind) {
      case 'joined': {
        const { session, participation, roster, features, token, lastRequest: lastRequestId, ...rest } = seen;
        const { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = rest;
        return {
          sessionId: this.#own(session),
          participationId: this.#own(participation),
          roster: roster.map((one) => this.#member(one)),
          features: features.map((feature) => `FEATURE_${feature.toUpperCase()}`),
          resumeWindowMs,
          heartbeatIntervalMs,
          heartbeatTimeoutMs,
          resumeToken: this.#own(token),
          lastRequestId,
        };
      }
      case 'resumed':
        return { resumeToken: this.#own(seen.token), lastRequestId: seen.lastRequest };
      case 'rejected':
        return { code: codeOf(seen.code) };
      case 'participantJoined':
        return { participant: this.#member(seen.member) };
      case 'participantLeft': {
        const { participant: participantId, participation, reason } = seen;
        return { participantId, participationId: this.#own(participation), ...reasonOf(reason) };
      }
      case 'roomLeft':
        return reasonOf(seen.reason);
      default:
        return {};
    }
  }

  #member({ participant: participantId, participation, role }: Member): object {
    return { participantId, participationId: this.#own(participation), role: roleOf(role) };
  }
}

const roleOf = (role: string | undefined): string => (role === 'host' ? 'ROLE_HOST' : 'ROLE_ATTENDEE');
const codeOf = (refusal: string): string => `CODE_${refusal.toUpperCase()}`;
const reasonOf = ([code]: Candidates): object => (code === 'absent' ? {} : { reason: { code } });
const answer = (seen: Observation): object => (seen.kind === 'rejected' ? { refused: codeOf(seen.code) } : {});
