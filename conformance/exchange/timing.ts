/** The times that the specification gives to servers and clients, in milliseconds. */

/** A connection that has ended is taken as lost within a second; a silent one within a second after the heartbeat timeout. Clauses `connection.lost` and `client.silence`. */
export const NOTICED_MS = 1_000;

/** A departure by loss is announced to everybody within a second after the resume window. Clause `connection.lost-in-time`. */
export const ANNOUNCED_MS = 1_000;

/** The close frame follows RoomLeft within a second. Clause `close.follows`. */
export const CLOSED_MS = 1_000;

/** A connection that has carried nobody for so long since it was opened is closed. Clause `connection.unbound`. */
export const UNBOUND_MS = 10_000;

/** A client closes within this what it has open beside the connection that it uses. Clause `client.one-connection`. */
export const SPARE_MS = 1_000;

/** A client fires roomLeft within this after `leave()`. Clause `client.leave-bounded`. */
export const LEFT_MS = 5_000;

/** A `join_id` is remembered for at least a minute after its departure is fixed. Clause `repeat.remembered`. */
export const REPEATABLE_MS = 60_000;

/** How long after the end of a connection all observers have been told of the departure that comes of it, at the latest. */
export const lossToldMs = (windowMs: number): number => NOTICED_MS + windowMs + ANNOUNCED_MS;

/** How long a departure is remembered for those who come back: a second beyond the resume window and the heartbeat timeout. Clause `resume.remembers`. */
export const rememberedMs = (windowMs: number, timeoutMs: number): number => windowMs + timeoutMs + 1_000;
