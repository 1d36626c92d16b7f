/** One event's turn: the state as it becomes, and what is done on the way. It is what lets the steps be written one after another. */
import type { Clauses } from '../types.js';
import type { Config, ConnectionId, Effect, Outcome, Saying, State, Told } from './types.js';

export class Turn {
  readonly effects: Effect[] = [];
  /** A frame has come over the connection. */
  heard = false;

  constructor(
    readonly config: Config,
    public state: State,
  ) {}

  set(changes: Partial<State>): void {
    this.state = { ...this.state, ...changes };
  }

  open(connection: ConnectionId, first: 'join' | 'resume', ...clauses: Clauses): void {
    this.effects.push({ kind: 'open', connection, first, clauses });
  }

  /** Whatever is sent bears what has been received. */
  send(saying: Saying, request: number, ...clauses: Clauses): void {
    const { connection, received } = this.state;
    if (connection === null) throw new Error(`${saying.kind} cannot be sent: there is no connection.`);
    this.effects.push({ kind: 'send', connection: connection.id, request, ack: received, saying, clauses });
    this.set({ acknowledged: received });
  }

  close(code: number, ...clauses: Clauses): void {
    const { connection } = this.state;
    if (connection) this.effects.push({ kind: 'close', connection: connection.id, code, clauses });
  }

  settle(call: number, outcome: Outcome, ...clauses: Clauses): void {
    this.effects.push({ kind: 'settle', call, outcome, clauses });
  }

  tell(told: Told, ...clauses: Clauses): void {
    this.effects.push({ kind: 'tell', told, clauses });
  }
}
