/** The process in which the stays of some worlds are: it makes them by the vendor's SDK, and says what they are told. */
import { dispose, enterBySdk } from './sdk.mjs';

/** @type {Map<string, { world: string, stay: import('./stay.mjs').Stay }>} */
const stays = new Map();
const say = (/** @type {object} */ message) => process.send?.(JSON.stringify(message));

/** @param {string} number @returns {import('./stay.mjs').Ears} */
function earsOf(number) {
  const tell = (/** @type {object} */ told) => say({ stay: number, told });
  return {
    joined: (joined) => tell({ joined }),
    participantJoined: (come) => tell({ come }),
    participantLeft: (gone) => tell({ gone }),
    roomLeft: (native) => tell({ over: { native } }),
  };
}

const calls = {
  /** @param {string} number @param {Omit<import('./stay.mjs').Entrance, 'ears' | 'begun'> & { world: string }} how */
  enter: (number, { world, ...entrance }) =>
    enterBySdk({ ...entrance, ears: earsOf(number), begun: (stay) => stays.set(number, { world, stay }) }),
  /** @param {string} number */
  leave: (number) => stays.get(number)?.stay.leave(),
};

/** @param {string} closed */
function close(closed) {
  for (const [number, { world, stay }] of stays) {
    if (world !== closed) continue;
    stay.discard();
    stays.delete(number);
  }
}

process.on('message', async (text) => {
  const { stay, call, closed, ...what } = JSON.parse(String(text));
  if (closed !== undefined) return close(closed);
  try {
    await calls[call](stay, what);
    say({ stay, ended: call });
  } catch (error) {
    const { native, message } = error;
    say({
      stay,
      ended: call,
      ...(native === undefined ? { broken: String(error) } : { refused: { native, why: message } }),
    });
  }
});
process.once('disconnect', () => dispose().finally(() => process.exit()));
