/** One connection of the client's, seen from the peer: its life, and what was said on it. */
import { wsClose } from '../../../gen/codes.js';
import type { Note, Said } from '../../exchange/client.js';
import type { IncomingConnection } from '../../link/incoming.js';
import { SUBPROTOCOL, type Subprotocol } from '../../link/json.js';
import { encodeServerSpeech, type ServerSpeech } from '../../link/server-codec.js';

type Life =
  /** The client has asked for a WebSocket, and has none yet. */
  | { readonly state: 'asking' }
  | { readonly state: 'open'; readonly socket: IncomingConnection }
  /** The peer has begun to close it with this code, and says nothing more. */
  | { readonly state: 'closing'; readonly socket: IncomingConnection; readonly code: number }
  /** A socket that was frozen can be healed even then. */
  | { readonly state: 'closed'; readonly socket: IncomingConnection | undefined };

/** What a connection is used for; as in the specification, a bound one carries a participation. */
export type ConnectionUse = 'nothing' | 'begun' | 'ignored' | 'bound';

/** A connection of the client's. */
export class PeerConnection {
  /**
   * `nothing`: no message was heard that counts as the first one. `begun`: one was. `ignored`: its Join is left
   * unanswered. `bound`: it carries a participation.
   */
  use: ConnectionUse = 'nothing';
  /** Nothing passes over it, and the client has not been told. */
  frozen = false;
  /** What the peer chose for it. */
  subprotocol: Subprotocol = SUBPROTOCOL;
  /** The code with which it is to be closed, once RoomLeft was said on it. */
  closeAfterRoomLeft: number | undefined;
  #life: Life = { state: 'asking' };

  constructor(
    /** Counted from 1: every call of the client's for a WebSocket is another one. */
    readonly number: number,
    private readonly note: (connection: PeerConnection, note: Note) => void,
  ) {}

  /** Nobody has closed it yet, be the upgrade answered or not. */
  get open(): boolean {
    return this.#life.state !== 'closed';
  }

  /** Open, and the peer has not begun to close it. */
  get usable(): boolean {
    return this.#life.state === 'open';
  }

  /** The upgrade is not answered. */
  get asking(): boolean {
    return this.#life.state === 'asking';
  }

  /** The upgrade was answered. */
  enter(socket: IncomingConnection): void {
    this.#life = { state: 'open', socket };
  }

  /** Sends a message; notes it when it passes. `later`: with a field of a later revision. */
  say(speech: ServerSpeech, later: boolean): void {
    this.#send(encodeServerSpeech(speech, later, this.subprotocol), said(speech));
  }

  /** Sends something that is no message. */
  raw(data: Uint8Array | string): void {
    this.#send(data, { message: 'garbage', sequence: 0, replyTo: 0 });
  }

  #send(data: Uint8Array | string, what: Said): void {
    if (this.#life.state === 'open') this.#life.socket.send(data, () => this.note(this, { kind: 'said', said: what }));
  }

  /** Begins to close it. */
  close(code: number): void {
    if (this.#life.state !== 'open') return;
    const { socket } = this.#life;
    this.#life = { state: 'closing', socket, code };
    socket.close(code);
  }

  /** Begins to close it, if RoomLeft was said on it. */
  closeBehindRoomLeft(): void {
    if (this.closeAfterRoomLeft !== undefined) this.close(this.closeAfterRoomLeft);
  }

  /** Takes it away without a close frame. */
  cut(how: 'fin' | 'reset'): void {
    if (!this.open) return;
    const socket = this.#socket;
    this.#end(wsClose.NO_FRAME, 'server');
    socket?.cut(how);
  }

  /** From now on nothing passes over it. */
  freeze(): void {
    if (!this.open) return;
    this.frozen = true;
    this.#socket?.freeze();
  }

  /** What was held back passes. */
  heal(): void {
    this.frozen = false;
    this.#socket?.heal();
  }

  /** Lets go of it without a note. */
  discard(): void {
    const socket = this.#socket;
    this.#life = { state: 'closed', socket };
    this.#unbind();
    socket?.cut('reset');
  }

  /** It is closed. The peer closed it, if the code is the one that the peer gave. */
  closed(code: number): void {
    if (!this.open) return;
    this.#end(code, this.#life.state === 'closing' && this.#life.code === code ? 'server' : 'client');
  }

  /** It carries no participation any more. */
  #unbind(): void {
    if (this.use === 'bound') this.use = 'begun';
  }

  #end(code: number, by: 'server' | 'client'): void {
    this.#life = { state: 'closed', socket: this.#socket };
    this.#unbind();
    this.note(this, { kind: 'closed', code, by });
  }

  get #socket(): IncomingConnection | undefined {
    return this.#life.state === 'asking' ? undefined : this.#life.socket;
  }
}

/** What of a message a client may know. */
function said({ sequence, replyTo, statement }: ServerSpeech): Said {
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
    case 'accepted':
    case 'heartbeat':
    case 'unknown':
      return base;
  }
}
