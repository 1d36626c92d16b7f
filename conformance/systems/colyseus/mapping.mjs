/**
 * What Colyseus's words stand for, as data. The words are its close codes, as the SDK gives them to `onLeave`, with the reason behind
 * the code, and as Colyseus gives them to the room's `onLeave`, from where the others have them.
 */
import { readFileSync } from 'node:fs';

/** @param {string} native @param {...number} codes */
const word = (native, ...codes) => ({ native, means: codes.map((code) => ({ code })) });

/** What `room.leave()` is closed with; and what `disconnect` and `kickClient` of a room close with where they are given no code. */
const consented = word('4000', 1101, 1008, 1009, 1006, 1010);
/** What both sides are told by the same word. */
const both = [
  consented,
  word('4001', 1006),
  // A message that cannot be read, too many messages, or an error in a callback of the room.
  word('4002', 1007),
  word('4003', 1001),
  word('4010', 1001),
];

/** How this suite reads Colyseus. */
const standard = {
  leaver: [
    ...both,
    word('1000 kicked', 1002),
    word('1006', 1001),
    // The SDK says so within its first five seconds in a room; later it tries to come back by itself.
    word('1006 Room uptime too short for reconnection.', 1001),
    word('4003 No more retries. Reconnection failed.', 1102, 1001),
  ],
  others: [
    ...both,
    word('1000', 1002),
    // A client that closes its connection without a code.
    word('1005', 1101, 1001),
    word('1006', 1001),
  ],
  refusals: [
    // The room's own words.
    { native: 'forbidden', code: 'CODE_PERMISSION_DENIED' },
    { native: 'not found', code: 'CODE_NOT_FOUND' },
    // The back end's own.
    { native: 'unauthorized', code: 'CODE_UNAUTHENTICATED' },
    { native: 'no such call', code: 'CODE_UNIMPLEMENTED' },
    // Colyseus's: a join that met the end of its room.
    { native: '522', code: 'CODE_ABORTED' },
    { native: '524', code: 'CODE_ABORTED' },
    { native: '4000', code: 'CODE_ABORTED' },
    // A call about a room that there is not.
    { native: '523', code: 'CODE_NOT_FOUND' },
  ],
};

/** A removal without a code: each side is told what it is told of a connection that is gone. */
const bare = {
  leaver: [word('1006 Room uptime too short for reconnection.', 1001, 1002), word('4003', 1001, 1002)],
  others: [word('1005', 1101, 1001, 1002)],
};

/** @template {{ native: string }} Row @param {readonly Row[]} rows @param {readonly Row[]} others */
const replaced = (rows, others = []) => [
  ...rows.filter(({ native }) => !others.some((other) => other.native === native)),
  ...others,
];

/** @param {typeof standard} mapping @param {Partial<typeof standard>} given */
const withRows = (mapping, given) => ({
  leaver: replaced(mapping.leaver, given.leaver),
  others: replaced(mapping.others, given.others),
  refusals: replaced(mapping.refusals, given.refusals),
});

/**
 * The mapping, with what a file has in place of it: to see that a wrong row shows.
 * @param {import('./options.mjs').Options} options `mapping`: a file of JSON with some of `leaver`, `others` and `refusals`; each
 * replaces the rows of the same words.
 */
export function readMapping({ kick, mapping: file }) {
  const mapping = withRows(standard, kick === 'bare' ? bare : {});
  return file === undefined ? mapping : withRows(mapping, JSON.parse(readFileSync(file, 'utf8')));
}
