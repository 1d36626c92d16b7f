/** How long a testee has for everything, in milliseconds. The section "Testee" of the specification gives the same numbers. */

/** From its start, or its dialling, to its Ready. */
export const HELLO_MS = 10_000;
/** To open or to close a world: a page may have to be loaded for it. */
export const OPEN_MS = 5_000;
/** For a call of the client's API: `leave()` is the longest, with 5 s. */
export const ACT_MS = 7_000;
/** To say that everything has been passed on. */
export const SETTLE_MS = 2_000;
/** For a command that was started with an address, until it dials it. */
export const DIAL_MS = 10_000;
/** For somebody who has to type the address into a phone, unless they say otherwise. */
export const WAIT_MS = 60_000;
/** How much later than the answer what was answered may be heard by the peer: the two come over different pipes. */
export const HEARD_MS = 250;
