/** Janus as a child process, on free ports of loopback, with a folder of its own for as long as it lives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { configuration } from './config.mjs';

const INSTALL = 'apt-get install -y --no-install-recommends janus';

/** How long it has to listen, and how often it is asked, in milliseconds. */
const START_MS = 8_000;
const ASK_EVERY_MS = 20;
/** How much of what it wrote is kept for the message, in characters. */
const KEPT = 2_000;
/** Ports that were free may be taken by another program before the server has them: it is started so often. */
const MOST_STARTS = 3;

/**
 * @typedef {object} Server
 * @property {string} janus Host and port for clients.
 * @property {string} admin Host and port for the back end.
 * @property {() => void} stop
 */

/** Starts Janus. Rejects where it is not installed, or does not listen. @param {number} reclaim @returns {Promise<Server>} */
export async function startServer(reclaim) {
  const library = libraryFolder();
  for (let starts = 1; ; starts += 1) {
    try {
      return await startOnce(library, reclaim);
    } catch (error) {
      if (starts === MOST_STARTS) throw error;
    }
  }
}

/** Where Debian puts its plugins and transports. */
function libraryFolder() {
  const folders = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'janus'));
  const found = ['/usr/lib/janus', ...folders].find((folder) => existsSync(join(folder, 'plugins')));
  if (found === undefined) throw new Error(`There is no janus here. Install it: ${INSTALL}`);
  return found;
}

/** @param {string} library @param {number} reclaim */
async function startOnce(library, reclaim) {
  const folder = mkdtempSync(join(tmpdir(), 'janus-'));
  const [janus = 0, admin = 0] = await freePorts(2);
  for (const [name, text] of Object.entries(configuration({ library, folder, ports: { janus, admin }, reclaim })))
    writeFileSync(join(folder, name), text);
  const child = spawn('janus', ['-F', folder, '--log-stdout'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    process.off('exit', stop);
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  // Whatever ends this process, also while the server starts.
  process.once('exit', stop);
  try {
    await listening([janus, admin], child);
    return { janus: `127.0.0.1:${janus}`, admin: `127.0.0.1:${admin}`, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** @param {readonly number[]} ports @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child */
async function listening(ports, child) {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said = (said + text).slice(-KEPT);
    });
  let failed;
  child.once('error', (error) => {
    failed = error.message;
  });
  child.once('exit', (code, signal) => {
    failed ??= signal ?? `exit code ${code}`;
    process.stderr.write(`Janus has ended: ${failed}. ${said.trim()}\n`);
  });
  for (const until = Date.now() + START_MS; Date.now() < until; await delay(ASK_EVERY_MS)) {
    if (failed !== undefined) throw new Error(`Janus cannot be started (${failed}). ${said.trim()}`);
    if ((await Promise.all(ports.map(listens))).every(Boolean)) return;
  }
  throw new Error(`Janus does not listen after ${START_MS / 1_000} s. ${said.trim()}`);
}

/** @param {number} port @returns {Promise<boolean>} */
const listens = (port) =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

/** Ports that are free at the same time, so that they differ. @param {number} count @returns {Promise<number[]>} */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
