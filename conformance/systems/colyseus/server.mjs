/** A Colyseus server as a child process, on a free port of loopback. It keeps nothing on disk. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** How long the server has to say where it listens, in milliseconds. */
const START_MS = 8_000;
/** How often it pings, in milliseconds, and how many pings may be unanswered. Colyseus has 3 s and 2 by itself: nobody here waits for so long. */
const PING_MS = 700;
const PINGS = 2;

/** An answer that is on its way when the silence begins. */
const ON_ITS_WAY_MS = 50;

/** A connection is taken as lost at the first ping behind the unanswered ones: so long after the silence has begun, or up to a ping later. */
export const SILENCE = { atLeastMs: PING_MS * PINGS - ON_ITS_WAY_MS, laterMs: PING_MS + ON_ITS_WAY_MS };

const versions = createRequire(import.meta.url)('./package.json').dependencies;
/** The versions that are tested. */
export const VERSION = versions['@colyseus/core'];
export const SDK_VERSION = versions['@colyseus/sdk'];

/**
 * @typedef {object} Server
 * @property {string} address Host and port.
 * @property {(order: import('./operator.mjs').Order) => Promise<string>} operate Calls the back end; ends with the word of a refusal, or none.
 * @property {() => void} stop
 */

/**
 * Starts the server. Rejects where it does not say where it listens.
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const child = fork(fileURLToPath(new URL('serve.mjs', import.meta.url)), {
    env: { ...process.env, PING_MS: String(PING_MS), PINGS: String(PINGS), OPTIONS: JSON.stringify(options) },
    // Standard output is the way to the suite.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  // The worlds are of no more use, and nobody waits for farewells.
  const stop = () => child.kill('SIGKILL');
  try {
    const [{ port }] = await Promise.race([
      once(child, 'message', { signal: AbortSignal.timeout(START_MS) }),
      once(child, 'exit').then(([code, signal]) => {
        throw new Error(`the Colyseus server cannot be started: ${signal ?? `exit code ${code}`}`);
      }),
    ]);
    return { address: `127.0.0.1:${port}`, operate: callsTo(child), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Calls that a process is told of, and answers. @param {import('node:child_process').ChildProcess} child @returns {Server['operate']} */
function callsTo(child) {
  /** @type {Map<number, (refusal: string) => void>} */
  const waiting = new Map();
  let calls = 0;
  child.on('message', (/** @type {any} */ { id, refusal }) => {
    waiting.get(id)?.(refusal);
    waiting.delete(id);
  });
  return (order) =>
    new Promise((resolve) => {
      calls += 1;
      waiting.set(calls, resolve);
      child.send({ id: calls, order });
    });
}
