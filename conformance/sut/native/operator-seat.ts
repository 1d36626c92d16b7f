/** The operator of a native world: calls the RoomService as it is told, and reports what it is answered. */
import { randomUUID } from 'node:crypto';
import { OPERATOR } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import { NoConnection } from '../../link/no-connection.js';
import { callRoomService } from '../../link/operator.js';
import { type ActionOutcome, type ReportRecord, Unreachable } from '../system.js';
import { within } from './later.js';

/** Where the RoomService is, and what opens it. */
export interface Operator {
  readonly url: string;
  readonly token: string;
}

type Operate = Action & { readonly kind: 'operate' };

/** What a call names, in the server's own ids. */
export interface NamedByCall {
  readonly room: string;
  readonly session: string;
  readonly targets: readonly string[];
}

/** Calls the RoomService for one world. */
export class OperatorSeat {
  /** Some answer did not come in time. */
  overdue = false;
  #calls = 0;

  constructor(
    private readonly operator: Operator | undefined,
    private readonly report: ReportRecord,
    private readonly answerMs: number,
  ) {}

  async act(action: Operate, named: NamedByCall): Promise<ActionOutcome> {
    if (!this.operator) return { kind: 'unsupported' };
    this.#calls += 1;
    const connection = this.#calls;
    const { room, session, targets } = named;
    this.report({ kind: 'sent', seat: OPERATOR, connection, action, session, targets });
    const giveUp = new AbortController();
    const call = callRoomService(
      { call: action.call, room, session, participations: targets },
      {
        url: this.operator.url,
        bearer: bearer(action, this.operator),
        // Both forms are right, so both are used.
        form: connection % 2 === 1 ? 'json' : 'binary',
        signal: giveUp.signal,
      },
    ).catch((error: unknown) => {
      throw error instanceof NoConnection ? new Unreachable(error.found, error.advice, { cause: error }) : error;
    });
    const observation = await within(call, this.answerMs);
    if (!observation) {
      call.catch(() => {});
      giveUp.abort();
      return this.#late(action, connection);
    }
    this.report({ kind: 'seen', seat: OPERATOR, connection, observation });
    if (observation.kind === 'rejected') return { kind: 'refused', why: observation.code };
    return observation.kind === 'accepted' ? { kind: 'done' } : { kind: 'broken', why: observation.what };
  }

  #late(action: Operate, connection: number): ActionOutcome {
    this.overdue = true;
    this.report({ kind: 'overdue', seat: OPERATOR, connection, action, afterMs: this.answerMs });
    return { kind: 'broken', why: `no answer within ${this.answerMs} ms` };
  }
}

function bearer(action: Operate, { token }: Operator): string | undefined {
  if (action.bearer === 'missing') return undefined;
  return action.bearer === 'wrong' ? `wrong-${randomUUID()}` : token;
}
