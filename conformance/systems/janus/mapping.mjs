/**
 * What the words of Janus stand for, as data. A word of a departure is what an event showed, composed by read.mjs and stay.mjs; one of
 * a refusal is the number of the error.
 */
import { readFileSync } from 'node:fs';

/** @param {string} native @param {...number} codes */
const word = (native, ...codes) => ({ native, means: codes.map((code) => ({ code })) });
/** @param {string} native @param {string} code */
const refusal = (native, code) => ({ native, code: `CODE_${code}` });

/** How this suite reads Janus. */
export const standard = {
  leaver: [
    word('leaving', 1101),
    // Nobody is told whether a host or the back end did it: both know the secret of the room.
    word('leaving, kicked', 1002, 1010),
    word('destroyed', 1008, 1009, 1006),
    // Its session was silent for too long. It is told so when it can hear again.
    word('timeout', 1001),
  ],
  others: [
    word('leaving', 1101),
    word('kicked', 1002, 1010),
    // One who publishes nothing is said to have unpublished where its handle or its session ended, and where it left it is not.
    word('unpublished, leaving', 1001),
  ],
  refusals: [
    // Of the plugin.
    refusal('423', 'UNIMPLEMENTED'),
    refusal('424', 'FAILED_PRECONDITION'),
    refusal('425', 'FAILED_PRECONDITION'),
    refusal('426', 'NOT_FOUND'),
    refusal('428', 'NOT_FOUND'),
    // Somebody who does not know the secret of the room gives none, or another one.
    refusal('429', 'PERMISSION_DENIED'),
    refusal('433', 'PERMISSION_DENIED'),
    refusal('430', 'INVALID_ARGUMENT'),
    refusal('436', 'ALREADY_EXISTS'),
    refusal('499', 'INTERNAL'),
    // Of Janus itself: the secret of the Admin API; a session or a handle that there is not any more.
    refusal('403', 'UNAUTHENTICATED'),
    refusal('458', 'FAILED_PRECONDITION'),
    refusal('459', 'FAILED_PRECONDITION'),
  ],
};

/**
 * The mapping, with what a file has in place of it: to see that a wrong row shows.
 * @param {string | undefined} file JSON with some of `leaver`, `others` and `refusals`; each replaces the rows of the same words.
 */
export function readMapping(file) {
  if (file === undefined) return standard;
  const given = JSON.parse(readFileSync(file, 'utf8'));
  /** @template {{ native: string }} Row @param {readonly Row[]} rows @param {readonly Row[]} others */
  const replaced = (rows, others = []) => [
    ...rows.filter(({ native }) => !others.some((other) => other.native === native)),
    ...others,
  ];
  return {
    leaver: replaced(standard.leaver, given.leaver),
    others: replaced(standard.others, given.others),
    refusals: replaced(standard.refusals, given.refusals),
  };
}
