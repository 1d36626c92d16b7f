/** One WebSocket of the client's, seen from the peer: what was said and heard on it, and who closed it. */
import type { Note, Said } from '../../exchange/index.js';
import { encodeSpeech, type Speech, SUBPROTOCOL, type Subprotocol, type Visit } from '../../link/index.js';

/** A WebSocket reports this where there was no close frame. */
const NO_CLOSE_FRAME = 1006;

export class Line {
  /** A message was heard that counts as the first one. */
  begun = false;
  /** It carries a participation. */
  bound = false;
  /** A Join is left unanswered on it. */
  ignored = false;
  frozen = false;
  /** What the peer chose for it. */
  subprotocol: Subprotocol = SUBPROTOCOL;
  /** The code with which it is to be closed, once RoomLeft was said on it. */
  farewell: number | undefined;
  #open = true;
  #visit: Visit | undefined;
  /** The code with which the peer closes it. */
  #closing: number | undefined;

  constructor(
    /** Counted from 1: every call of the client's for a WebSocket is another one. */
    readonly number: number,
    private readonly note: (line: Line, note: Note) => void,
  ) {}

  get open(): boolean {
    return this.#open;
  }

  /** Open, and the peer has not begun to close it. */
  get usable(): boolean {
    return this.#open && this.#visit !== undefined && this.#closing === undefined;
  }

  /** The upgrade was answered. */
  get entered(): boolean {
    return this.#visit !== undefined;
  }

  enter(visit: Visit): void {
    this.#visit = visit;
  }

  say(speech: Speech, later: boolean): void {
    if (!this.usable) return;
    this.#visit?.send(encodeSpeech(speech, later, this.subprotocol), () =>
      this.note(this, { kind: 'said', said: said(speech) }),
    );
  }

  /** Sends something that is no message. */
  raw(data: Uint8Array | string): void {
    if (!this.usable) return;
    const garbage: Said = { message: 'garbage', sequence: 0, replyTo: 0 };
    this.#visit?.send(data, () => this.note(this, { kind: 'said', said: garbage }));
  }

  close(code: number): void {
    if (!this.usable) return;
    this.#closing = code;
    this.#visit?.close(code);
  }

  /** Closes it, if RoomLeft was said on it. */
  sayFarewell(): void {
    if (this.farewell !== undefined) this.close(this.farewell);
  }

  cut(how: 'fin' | 'reset'): void {
    if (!this.#open) return;
    this.#closing = NO_CLOSE_FRAME;
    this.closed(NO_CLOSE_FRAME);
    this.#visit?.cut(how);
  }

  freeze(): void {
    if (!this.#open) return;
    this.frozen = true;
    this.#visit?.freeze();
  }

  heal(): void {
    this.frozen = false;
    this.#visit?.heal();
  }

  /** Lets go of it without a note. */
  discard(): void {
    this.#open = false;
    this.bound = false;
    this.#visit?.cut('reset');
  }

  /** It is closed; by whom is told by whether the code is the peer's own. */
  closed(code: number): void {
    if (!this.#open) return;
    this.#open = false;
    this.bound = false;
    this.note(this, { kind: 'closed', code, by: code === this.#closing ? 'server' : 'client' });
  }
}

/** What of a message a client may know. */
function said({ sequence, replyTo, statement }: Speech): Said {
  const base = { message: statement.kind, sequence, replyTo };
  switch (statement.kind) {
    case 'joined': {
      const { participation, token, lastRequest, resumeWindowMs, heartbeatTimeoutMs } = statement;
      const roster = statement.roster.map((member) => member.participation);
      return { ...base, participation, roster, token, lastRequest, resumeWindowMs, heartbeatTimeoutMs };
    }
    case 'resumed':
      return { ...base, token: statement.token, lastRequest: statement.lastRequest };
    case 'rejected':
      return { ...base, refusal: statement.refusal };
    case 'participantJoined': {
      const { participant, participation } = statement.member;
      return { ...base, participant, participation };
    }
    case 'participantLeft': {
      const { participant, participation, reason } = statement;
      return { ...base, participant, participation, code: reason?.code ?? 'absent', text: reason?.text ?? '' };
    }
    case 'roomLeft':
      return { ...base, code: statement.reason?.code ?? 'absent', text: statement.reason?.text ?? '' };
    default:
      return base;
  }
}
