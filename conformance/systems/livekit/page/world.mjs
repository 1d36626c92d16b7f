/** The frame of one world: it dials back, makes the stays that it is told to make, and says what the SDK shows them. */
import { Stay } from './stay.mjs';

const line = new WebSocket(`ws://${location.host}/world/${location.hash.slice(1)}`);
/** @type {Map<string, Stay>} */
const stays = new Map();

const say = (/** @type {object} */ message) => line.send(JSON.stringify(message));

const calls = {
  /** @param {string} number @param {{ url: string, token: string, news: string }} how */
  enter(number, how) {
    const stay = new Stay((told) => say({ stay: number, told }));
    stays.set(number, stay);
    return stay.enter(how);
  },
  /** @param {string} number */
  leave: (number) => stays.get(number)?.leave(),
};

line.addEventListener('message', async ({ data }) => {
  const { stay, call, ...what } = JSON.parse(data);
  try {
    await calls[call](stay, what);
    say({ stay, ended: call });
  } catch (error) {
    const failure =
      error.native === undefined
        ? { broken: String(error) }
        : { refused: { native: error.native, why: error.message } };
    say({ stay, ended: call, ...failure });
  }
});
