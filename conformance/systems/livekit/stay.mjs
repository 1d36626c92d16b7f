/** What the programs need of a way into LiveKit: types alone, and no code. */

/**
 * @typedef {object} Member Somebody in a room.
 * @property {string} participant The identity.
 * @property {string} participation The sid.
 * @property {'host' | 'attendee'} role
 */

/**
 * @typedef {object} Ears What a stay is told goes here, at once and in order. `native` is the vendor's own word.
 * @property {(me: { participation: string, session: string, members: readonly Member[] }) => void} joined
 * @property {(who: Member) => void} participantJoined
 * @property {(who: { participant: string, participation: string, native: string }) => void} participantLeft
 * @property {(native: string) => void} roomLeft
 */

/**
 * @typedef {object} Entrance How somebody comes in.
 * @property {string} address Host and port of the server, or of a proxy in front of it.
 * @property {string} token
 * @property {string} room
 * @property {import('./options.mjs').Options} options
 * @property {Ears} ears
 * @property {(stay: Stay) => void} begun Called with the stay before anything is told.
 */

/**
 * @typedef {object} Stay Somebody's stay in a room: what LiveKit calls a participant.
 * @property {boolean} inside
 * @property {string} participation
 * @property {() => Promise<void>} leave Resolves when the vendor's call has ended.
 * @property {() => void} discard Drops it without a word to anybody.
 */

export {};
