/** What the program can be told on its command line. */
import { parseArgs } from 'node:util';

/** Faults that can be planted: see planting.mjs. */
export const PLANTS = ['drop', 'double', 'other-reason', 'everyone-host'];
/** `coded`: by a close code and a reason, as Colyseus's plugin for idle clients does. `bare`: by a call without any. */
const KICKS = ['coded', 'bare'];

/**
 * @typedef {object} Options
 * @property {'coded' | 'bare'} kick How the room sends somebody away.
 * @property {string | undefined} plant
 * @property {string | undefined} mapping A file with another mapping.
 */

/** Reads the command line. What is wrong with it is thrown. @returns {Options} */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      kick: { type: 'string', default: 'coded' },
      plant: { type: 'string' },
      mapping: { type: 'string' },
    },
  });
  oneOf('--kick', values.kick, KICKS);
  if (values.plant !== undefined) oneOf('--plant', values.plant, PLANTS);
  return { kick: /** @type {Options['kick']} */ (values.kick), plant: values.plant, mapping: values.mapping };
}

/** @param {string} name @param {string} value @param {readonly string[]} known */
function oneOf(name, value, known) {
  if (!known.includes(value)) throw new Error(`${name} is one of ${known.join(', ')}, and not "${value}"`);
}
