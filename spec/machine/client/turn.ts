/**
 * One event's turn: the state as it becomes, and what is done on the way. It is what lets the steps be written one
 * after another.
 */
import type { Clauses } from '../messages.js';
import type { ClientConfig } from './config.js';
import type { ApplicationNews, CallOutcome, ClientEffect } from './effects.js';
import type { ConnectionNumber, SaidMessage } from './events.js';
import type { ClientState } from './state.js';

/** A room object while an event is taken up. */
export class ClientTurn {
  readonly effects: ClientEffect[] = [];
  /** A frame has come over the connection. */
  heard = false;

  constructor(
    readonly config: ClientConfig,
    public state: ClientState,
  ) {}

  set(changes: Partial<ClientState>): void {
    this.state = { ...this.state, ...changes };
  }

  open(connection: ConnectionNumber, first: 'join' | 'resume', ...clauses: Clauses): void {
    this.effects.push({ kind: 'open', connection, first, clauses });
  }

  /** Each message bears how much has been received. Clause `client.ack`. */
  send(saying: SaidMessage, request: number, ...clauses: Clauses): void {
    const { connection, received } = this.state;
    if (connection === null) throw new Error(`${saying.kind} cannot be sent: there is no connection.`);
    this.effects.push({ kind: 'send', connection: connection.id, request, ack: received, saying, clauses });
    this.set({ acknowledged: received });
  }

  close(code: number, ...clauses: Clauses): void {
    const { connection } = this.state;
    if (connection) this.effects.push({ kind: 'close', connection: connection.id, code, clauses });
  }

  settle(call: number, outcome: CallOutcome, ...clauses: Clauses): void {
    this.effects.push({ kind: 'settle', call, outcome, clauses });
  }

  tell(told: ApplicationNews, ...clauses: Clauses): void {
    this.effects.push({ kind: 'tell', told, clauses });
  }
}
