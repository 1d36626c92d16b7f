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

/** Calls the RoomService for one world. `answerMs`: how long an answer may take. */
export function operatorSeat(operator: Operator | undefined, report: ReportRecord, answerMs: number) {
  let calls = 0;
  const seat = {
    /** Some answer did not come in time. */
    overdue: false,

    async act(action: Operate, named: NamedByCall): Promise<ActionOutcome> {
      if (!operator) return { kind: 'unsupported' };
      calls += 1;
      const connection = calls;
      const { room, session, targets } = named;
      report({ kind: 'sent', seat: OPERATOR, connection, action, session, targets });
      const giveUp = new AbortController();
      const call = callRoomService(
        { call: action.call, room, session, participations: targets },
        {
          url: operator.url,
          bearer: bearer(action, operator),
          // Both forms are right, so both are used.
          form: connection % 2 === 1 ? 'json' : 'binary',
          signal: giveUp.signal,
        },
      ).catch((error: unknown) => {
        throw error instanceof NoConnection ? new Unreachable(error.found, error.advice, { cause: error }) : error;
      });
      const observation = await within(call, answerMs);
      if (!observation) {
        call.catch(() => {});
        giveUp.abort();
        seat.overdue = true;
        report({ kind: 'overdue', seat: OPERATOR, connection, action, afterMs: answerMs });
        return { kind: 'broken', why: `no answer within ${answerMs} ms` };
      }
      report({ kind: 'seen', seat: OPERATOR, connection, observation });
      if (observation.kind === 'rejected') return { kind: 'refused', why: observation.code };
      return observation.kind === 'accepted' ? { kind: 'done' } : { kind: 'broken', why: observation.what };
    },
  };
  return seat;
}

function bearer(action: Operate, { token }: Operator): string | undefined {
  if (action.bearer === 'missing') return undefined;
  return action.bearer === 'wrong' ? `wrong-${randomUUID()}` : token;
}
