/** What the program can be told on its command line. */
import { parseArgs } from 'node:util';

/** Faults that a proxy in front of the server can plant: see planting.mjs. */
export const PLANTS = ['drop', 'double', 'other-reason', 'everyone-host'];

/**
 * @typedef {object} Options
 * @property {number} reclaim For how many seconds a session whose connection is gone can be claimed; 0: it is gone with it.
 * @property {boolean} pipelined A client asks again before it has an answer. Janus takes such requests up in any order.
 * @property {string | undefined} plant
 * @property {string | undefined} mapping A file with rows that replace those of the mapping.
 */

/** Reads the command line. What is wrong with it is thrown. @returns {Options} */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      reclaim: { type: 'string', default: '0' },
      pipelined: { type: 'boolean', default: false },
      plant: { type: 'string' },
      mapping: { type: 'string' },
    },
  });
  const { reclaim, pipelined, plant, mapping } = values;
  if (!/^\d+$/.test(reclaim)) throw new Error(`--reclaim is a number of seconds, and not "${reclaim}"`);
  if (plant !== undefined && !PLANTS.includes(plant))
    throw new Error(`--plant is one of ${PLANTS.join(', ')}, and not "${plant}"`);
  return { reclaim: Number(reclaim), pipelined, plant, mapping };
}
