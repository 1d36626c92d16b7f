/** What the application has asked for, and how it ends. */
import { Code } from '../../../gen/es/index.js';
import type { CallOutcome } from '../../../spec/machine/client/effects.js';
import type { CallId } from '../../../spec/machine/client/events.js';

/**
 * A call of a room object has failed.
 *
 * @example
 * await ourRoom.end().catch((error: unknown) => {
 *   if (error instanceof CallFailed) console.log(error.refusal ?? 'no longer in the meeting');
 * });
 */
export class CallFailed extends Error {
  constructor(
    message: string,
    /** Why the server refuses, by name: `PERMISSION_DENIED`. Undefined: the room object is no longer in the meeting. */
    readonly refusal: string | undefined,
  ) {
    super(message);
    this.name = 'CallFailed';
  }
}

interface Call {
  readonly what: string;
  resolve(): void;
  reject(error: CallFailed): void;
}

/** The calls of one room object that are outstanding. */
export interface Calls {
  /** Makes a call; `ask` is given its number. Rejects with {@link CallFailed}. */
  readonly make: (what: string, ask: (call: CallId) => void) => Promise<void>;
  /** A call has ended. */
  readonly settle: (id: CallId, outcome: CallOutcome) => void;
}

/** No call has been made yet. */
export function newCalls(): Calls {
  const outstanding = new Map<CallId, Call>();
  let count = 0;
  return {
    make(what, ask) {
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        outstanding.set(id, { what, resolve, reject });
        ask(id);
      });
    },
    settle(id, outcome) {
      const call = outstanding.get(id);
      outstanding.delete(id);
      if (outcome.kind === 'done') call?.resolve();
      else call?.reject(failure(call.what, outcome));
    },
  };
}

function failure(what: string, outcome: Exclude<CallOutcome, { kind: 'done' }>): CallFailed {
  if (outcome.kind === 'left')
    return new CallFailed(`${what} has not been carried out: this room object is leaving, or has left.`, undefined);
  const name = Code[outcome.code] ?? 'UNKNOWN';
  return new CallFailed(`The server refuses ${what}: ${name}.${outcome.said && ` ${outcome.said}`}`, name);
}
