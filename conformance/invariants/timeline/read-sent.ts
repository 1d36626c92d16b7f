/** The half of the reader that follows what the suite did. */
import { close as closeCode } from '../../../gen/codes.js';
import type { Overdue, Sent } from '../../exchange/history.js';
import { PEER } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import type { Draft } from './parts.js';
import type { Registry } from './registry.js';
import type { BindAttempt, SeenConnection, SeenRoomObject, SentRequest, WayIn } from './timeline.js';

type Acted<K extends Action['kind']> = Action & { readonly kind: K };

/** Follows what the suite did. */
export class SentReader {
  /** A server without `resume` takes a repeated Join for another one, and a Resume for a kind that it does not know. */
  readonly #resumes: boolean;

  constructor(private readonly registry: Registry) {
    this.#resumes = registry.history.profile.features.includes('resume');
  }

  read(record: Sent, index: number): void {
    const { action } = record;
    if (action.kind === 'operate') {
      this.#call(record, action, index);
      return;
    }
    if (action.seat === PEER) {
      if (action.kind === 'restart') this.#restart(index);
      return;
    }
    const line = this.registry.connection(record.seat, record.connection);
    if (action.kind === 'freeze') line.froze = { index, heard: line.spoke };
    if (action.kind === 'heal' && line.froze) line.froze.healed = index;
    if (!isFrozen(line) && action.kind !== 'mute') line.spoke = index;
    switch (action.kind) {
      case 'freeze':
      case 'heal':
      case 'delay':
      case 'mute':
        break;
      case 'join':
        this.#join(line, { flaw: undefined, ...action }, index);
        break;
      case 'repeat':
        this.#repeat(line, index);
        break;
      case 'resume':
        this.#resume(line, record, action, index);
        break;
      case 'cut':
        line.losses.push({ index, how: 'cut', reset: action.how === 'reset' });
        break;
      case 'close':
        line.losses.push({ index, how: action.code === closeCode.LEAVE ? 'goodbye' : 'close' });
        break;
      case 'malformed':
        line.losses.push({ index, how: 'malformed', frame: action.frame });
        break;
      case 'ack':
        if ((record.ack ?? 0) > 0) line.heard.push({ index });
        break;
      default:
        this.#request(line, record, index);
    }
  }

  overdue({ seat, connection, request: number, action }: Overdue, index: number): void {
    if (action.kind === 'operate') {
      const call = this.registry.calls.find(({ connection: own }) => own === `${seat}/${connection}`);
      if (call) call.overdue ??= index;
      return;
    }
    const { attempts } = this.registry.connection(seat, connection);
    if (number === undefined) {
      const attempt = attempts.find(({ answer }) => !answer);
      if (attempt) attempt.overdue ??= index;
      return;
    }
    const requests = attempts.at(-1)?.roomObject.requests;
    const request = requests?.find((candidate) => candidate.number === number && !candidate.answer);
    if (request) request.overdue ??= index;
  }

  /** Every connection that there is breaks off. */
  #restart(index: number): void {
    this.registry.restarts.push(index);
    for (const { closed, losses } of this.registry.connections.values())
      if (!closed) losses.push({ index, how: 'restart' });
  }

  #call({ seat, connection, session, targets }: Sent, action: Acted<'operate'>, index: number): void {
    this.registry.calls.push({
      index,
      method: action.call,
      room: action.room,
      session: session ?? '',
      targets: targets ?? [],
      authorized: action.bearer === 'right',
      connection: `${seat}/${connection}`,
    });
  }

  #join(
    connection: Draft<SeenConnection>,
    { room: named, flaw, unfit }: Draft<Pick<WayIn, 'room' | 'flaw' | 'unfit'>>,
    index: number,
  ): void {
    if (tooMany(connection, index)) return;
    const { seat } = connection;
    const room = unfit === 'no-room' ? '' : named;
    const roomObject: Draft<SeenRoomObject> = {
      index,
      room,
      seat,
      attempts: [],
      requests: [],
      entries: [],
      participations: [],
      stream: new Map(),
      altered: [],
      tokens: [],
    };
    this.registry.roomObjects.push(roomObject);
    this.registry.latest.set(seat.name, roomObject);
    this.registry.enter({ index, room, roomObject, flaw, unfit });
    attempt({ kind: 'join', index, connection, roomObject });
  }

  #repeat(connection: Draft<SeenConnection>, index: number): void {
    const roomObject = this.registry.latest.get(connection.seat.name);
    if (!roomObject) return;
    if (!this.#resumes)
      this.#join(connection, roomObject.entries[0] ?? { room: roomObject.room, flaw: undefined }, index);
    else if (!tooMany(connection, index)) attempt({ kind: 'repeat', index, connection, roomObject });
  }

  #resume(connection: Draft<SeenConnection>, { token, sequence }: Sent, action: Acted<'resume'>, index: number): void {
    if (!this.#resumes) {
      connection.losses.push({ index, how: 'malformed', frame: 'request-first' });
      return;
    }
    const roomObject = this.registry.tokens.get(token ?? '') ?? this.registry.latest.get(connection.seat.name);
    if (!roomObject || tooMany(connection, index)) return;
    const ticket = {
      token: action.token === 'made-up' ? 'made-up' : (token ?? ''),
      sequence,
      beyond: action.sequence === 'beyond',
    };
    attempt({ kind: 'resume', index, connection, roomObject, ticket });
  }

  #request(line: Draft<SeenConnection>, record: Sent, index: number): void {
    const roomObject = line.carries?.roomObject ?? line.attempts.at(-1)?.roomObject;
    if (!roomObject) return;
    const moreAnswers = record.action.kind === 'again';
    const request = moreAnswers
      ? roomObject.requests.findLast(({ number }) => number === record.request)
      : this.#made(roomObject, record, index);
    if (!request) return;
    request.sendings.push({ index, connection: line });
    if ((record.ack ?? 0) > 0) line.heard.push({ index, request });
  }

  #made(
    roomObject: Draft<SeenRoomObject>,
    { action, request: number, target }: Sent,
    index: number,
  ): Draft<SentRequest> {
    const { kind } = action;
    const mode = kind === 'mode' ? { mode: action.mode } : {};
    const made: Draft<SentRequest> = {
      index,
      kind,
      number,
      roomObject,
      target,
      sendings: [],
      moreAnswers: [],
      ...mode,
    };
    roomObject.requests.push(made);
    this.registry.requests.push(made);
    if (action.kind === 'switch') {
      const { flaw, unfit } = action;
      made.entry = { index, room: unfit === undefined ? action.room : '', roomObject, flaw, unfit, request: made };
      this.registry.enter(made.entry);
    }
    return made;
  }
}

/** Whether nothing passes over the connection at this point. */
export const isFrozen = ({ froze }: Draft<SeenConnection>): boolean =>
  froze !== undefined && froze.healed === undefined;

const attempt = (made: Draft<BindAttempt>): void => {
  made.connection.attempts.push(made);
  made.roomObject.attempts.push(made);
};

/** A client that asks to be bound on a connection that is bound already breaks a rule for frames. */
function tooMany({ carries, losses }: Draft<SeenConnection>, index: number): boolean {
  if (carries) losses.push({ index, how: 'malformed', frame: 'join-again' });
  return carries !== undefined;
}
