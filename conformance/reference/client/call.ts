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

/** The calls that are outstanding. */
export class Calls {
  readonly #outstanding = new Map<CallId, Call>();
  #count = 0;

  /** Makes a call; `ask` is given its number. */
  make(what: string, ask: (call: CallId) => void): Promise<void> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#outstanding.set(id, { what, resolve, reject });
      ask(id);
    });
  }

  /** A call has ended. */
  settle(id: CallId, outcome: CallOutcome): void {
    const call = this.#outstanding.get(id);
    this.#outstanding.delete(id);
    if (outcome.kind === 'done') call?.resolve();
    else call?.reject(failure(call.what, outcome));
  }
}

function failure(what: string, outcome: Exclude<CallOutcome, { kind: 'done' }>): CallFailed {
  if (outcome.kind === 'left')
    return new CallFailed(`${what} has not been carried out: this room object is leaving, or has left.`, undefined);
  const name = Code[outcome.code] ?? 'UNKNOWN';
  return new CallFailed(`The server refuses ${what}: ${name}.${outcome.said && ` ${outcome.said}`}`, name);
}
