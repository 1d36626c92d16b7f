/** The times that the text gives to a server, in milliseconds. */

/** A connection that has ended is taken as lost within a second; a silent one within a second after the heartbeat timeout. Clause `connection.lost`. */
export const NOTICED_MS = 1_000;

/** A departure by loss is announced to everybody within a second after the resume window. Clause `connection.lost-in-time`. */
export const ANNOUNCED_MS = 1_000;

/** How long after the end of a connection all observers have been told of the departure that comes of it, at the latest. */
export const lossToldMs = (windowMs: number): number => NOTICED_MS + windowMs + ANNOUNCED_MS;
