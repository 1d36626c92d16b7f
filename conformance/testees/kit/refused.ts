/** How a testee says that a call has failed in the way that the API has for it, or that it could not be made. */

/**
 * Thrown in a call, it makes the answer `refused`.
 *
 * @example
 * throw new Refused('the room is locked', 'ROOM_LOCKED');
 */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    why: string,
    /** A system's own word for it, which its mapping has; left out for a client. */
    readonly native?: string,
  ) {
    super(why);
  }
}

/**
 * Thrown in a call, it makes the answer `unsupported`: this one step cannot be done, such as the removal of a stay where the
 * system knows people by their names alone. What can never be done stands in the `unsupported` of `ready`.
 *
 * @example
 * throw new Unsupported('somebody else has the name by now');
 */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/**
 * A promise of the API's, of which a rejection is its way to say no: then the answer is `refused`. What the API throws where it
 * is called stays what it is, and the answer is `broken`. `native` finds the system's own word in the error.
 *
 * @example
 * import { type Calls, orRefused } from 'adjourn/testee';
 *
 * const calls: Calls = {
 *   leave: () => orRefused(ourRoom.leave()),
 *   end: () => orRefused(ourRoom.end(), (error) => (error as { code?: string }).code),
 * };
 */
export async function orRefused<Value>(
  promise: Promise<Value>,
  native: (error: unknown) => string | undefined = () => undefined,
): Promise<Value> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(String(error), native(error));
  }
}
