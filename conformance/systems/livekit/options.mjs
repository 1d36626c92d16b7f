/** What the three programs can be told on their command lines. */
import { parseArgs } from 'node:util';

/** Faults that a proxy in front of the server can plant: see planting.mjs. */
export const PLANTS = ['drop', 'double', 'back', 'other-reason', 'everyone-host'];
/**
 * How others learn of somebody. The server tells of one who publishes nothing every 3 s. `immediate`: everybody publishes something.
 * `arrivals`: each changes its metadata when it has come, of which is told at once. `batched`: as the server does by itself.
 */
const NEWS = ['immediate', 'arrivals', 'batched'];

/**
 * @typedef {object} Options
 * @property {number} protocol The revision of the signalling that a client claims to speak.
 * @property {'immediate' | 'arrivals' | 'batched'} news
 * @property {boolean} strangers Also tells of departures of those who were never shown to be there.
 * @property {string | undefined} plant
 * @property {string | undefined} mapping A file with another mapping.
 * @property {readonly string[]} setAside Clauses that are not judged, so that what is behind them shows.
 */

/**
 * Reads the command line. What is wrong with it is thrown.
 * @param {{ readonly protocol: number }} defaults
 * @returns {Options}
 */
export function readOptions({ protocol }) {
  const { values } = parseArgs({
    options: {
      protocol: { type: 'string', default: String(protocol) },
      news: { type: 'string', default: 'immediate' },
      strangers: { type: 'boolean', default: false },
      plant: { type: 'string' },
      mapping: { type: 'string' },
      'set-aside': { type: 'string', multiple: true, default: [] },
    },
  });
  oneOf('--news', values.news, NEWS);
  if (values.plant !== undefined) oneOf('--plant', values.plant, PLANTS);
  if (!/^\d+$/.test(values.protocol)) throw new Error(`--protocol is a number, and not "${values.protocol}"`);
  return {
    protocol: Number(values.protocol),
    news: /** @type {Options['news']} */ (values.news),
    strangers: values.strangers,
    plant: values.plant,
    mapping: values.mapping,
    setAside: values['set-aside'],
  };
}

/** @param {string} name @param {string} value @param {readonly string[]} known */
function oneOf(name, value, known) {
  if (!known.includes(value)) throw new Error(`${name} is one of ${known.join(', ')}, and not "${value}"`);
}
