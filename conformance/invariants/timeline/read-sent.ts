/** The half of the reader that follows what the suite did. */
import { type Action, type Overdue, PEER, type Sent } from '../../exchange/index.js';
import type { Registry } from './registry.js';
import type { Attempt, Connection, Entry, Join, Request } from './timeline.js';

type Acted<K extends Action['kind']> = Action & { readonly kind: K };

export class SentReader {
  /** A server without `resume` takes a repeated Join for another one, and a Resume for a kind that it does not know. */
  readonly #resumes: boolean;

  constructor(private readonly registry: Registry) {
    this.#resumes = registry.history.profile.features.includes('resume');
  }

  read(record: Sent, at: number): void {
    const { action } = record;
    if (action.kind === 'operate') {
      this.#call(record, action, at);
      return;
    }
    if (action.seat === PEER) {
      if (action.kind === 'restart') this.#restart(at);
      return;
    }
    const line = this.registry.connection(record.seat, record.connection);
    if (action.kind === 'freeze') line.froze = { at, heard: line.spoke };
    if (action.kind === 'heal' && line.froze) line.froze.healed = at;
    if (!isFrozen(line)) line.spoke = at;
    switch (action.kind) {
      case 'freeze':
      case 'heal':
      case 'delay':
        break;
      case 'join':
        this.#join(line, action.room, action.flaw, at);
        break;
      case 'repeat':
        this.#repeat(line, at);
        break;
      case 'resume':
        this.#resume(line, record, action, at);
        break;
      case 'cut':
        line.losses.push({ at, how: 'cut', reset: action.how === 'reset' });
        break;
      case 'close':
        line.losses.push({ at, how: action.code === 4101 ? 'goodbye' : 'close' });
        break;
      case 'malformed':
        line.losses.push({ at, how: 'malformed', frame: action.frame });
        break;
      case 'ack':
        if ((record.ack ?? 0) > 0) line.heard.push({ at });
        break;
      default:
        this.#request(line, record, at);
    }
  }

  overdue({ seat, connection, request: number, action }: Overdue, at: number): void {
    if (action.kind === 'operate') {
      const call = this.registry.calls.find(({ connection: own }) => own === `${seat}/${connection}`);
      if (call) call.overdue ??= at;
      return;
    }
    const { attempts } = this.registry.connection(seat, connection);
    if (number === undefined) {
      const attempt = attempts.find(({ answer }) => !answer);
      if (attempt) attempt.overdue ??= at;
      return;
    }
    const requests = attempts.at(-1)?.join.requests;
    const request = requests?.find((candidate) => candidate.number === number && !candidate.answer);
    if (request) request.overdue ??= at;
  }

  /** Every connection that there is breaks off. */
  #restart(at: number): void {
    this.registry.restarts.push(at);
    for (const { closed, losses } of this.registry.connections.values())
      if (!closed) losses.push({ at, how: 'restart' });
  }

  #call({ seat, connection, session, targets }: Sent, action: Acted<'operate'>, at: number): void {
    this.registry.calls.push({
      at,
      method: action.call,
      room: action.room,
      session: session ?? '',
      targets: targets ?? [],
      authorized: action.bearer === 'right',
      connection: `${seat}/${connection}`,
    });
  }

  #join(connection: Connection, room: string, flaw: Entry['flaw'], at: number): void {
    if (tooMany(connection, at)) return;
    const { seat } = connection;
    const join: Join = {
      at,
      room,
      seat,
      attempts: [],
      requests: [],
      entries: [],
      stays: [],
      stream: new Map(),
      altered: [],
      tokens: [],
    };
    this.registry.joins.push(join);
    this.registry.latest.set(seat.name, join);
    this.registry.enter({ at, room, join, flaw });
    attempt({ kind: 'join', at, connection, join });
  }

  #repeat(connection: Connection, at: number): void {
    const join = this.registry.latest.get(connection.seat.name);
    if (!join) return;
    if (!this.#resumes) this.#join(connection, join.room, join.entries[0]?.flaw, at);
    else if (!tooMany(connection, at)) attempt({ kind: 'repeat', at, connection, join });
  }

  #resume(connection: Connection, { token, sequence }: Sent, action: Acted<'resume'>, at: number): void {
    if (!this.#resumes) {
      connection.losses.push({ at, how: 'malformed', frame: 'request-first' });
      return;
    }
    const join = this.registry.tokens.get(token ?? '') ?? this.registry.latest.get(connection.seat.name);
    if (!join || tooMany(connection, at)) return;
    const ticket = {
      token: action.token === 'made-up' ? 'made-up' : (token ?? ''),
      sequence,
      beyond: action.sequence === 'beyond',
    };
    attempt({ kind: 'resume', at, connection, join, ticket });
  }

  #request(line: Connection, record: Sent, at: number): void {
    const join = line.carries?.join ?? line.attempts.at(-1)?.join;
    if (!join) return;
    const again = record.action.kind === 'again';
    const request = again
      ? join.requests.findLast(({ number }) => number === record.request)
      : this.#made(join, record, at);
    if (!request) return;
    request.sendings.push({ at, connection: line });
    if ((record.ack ?? 0) > 0) line.heard.push({ at, request });
  }

  #made(join: Join, { action, request: number, target }: Sent, at: number): Request {
    const { kind } = action;
    const mode = kind === 'mode' ? { mode: action.mode } : {};
    const made: Request = { at, kind, number, join, target, sendings: [], again: [], ...mode };
    join.requests.push(made);
    this.registry.requests.push(made);
    if (action.kind === 'switch') {
      made.entry = { at, room: action.room, join, flaw: action.flaw, request: made };
      this.registry.enter(made.entry);
    }
    return made;
  }
}

export const isFrozen = ({ froze }: Connection): boolean => froze !== undefined && froze.healed === undefined;

const attempt = (made: Attempt): void => {
  made.connection.attempts.push(made);
  made.join.attempts.push(made);
};

/** Whoever asks to be bound on a connection that is bound already breaks a rule for frames. */
function tooMany({ carries, losses }: Connection, at: number): boolean {
  if (carries) losses.push({ at, how: 'malformed', frame: 'join-again' });
  return carries !== undefined;
}
