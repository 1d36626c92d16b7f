/** A LiveKit server as a child process, on free ports of loopback, with a folder of its own for as long as it lives. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The version that is tested. */
export const VERSION = '1.13.5';
/** The key that signs every token. A server that lives for one run, on loopback, has nothing to hide. */
export const KEY = { name: 'suite', secret: 'a secret of at least thirty-two characters' };

/** How long it has to answer, and how often it is asked, in milliseconds. */
const START_MS = 8_000;
const ASK_EVERY_MS = 20;
/** How much of what it wrote is kept for the message, in characters. */
const KEPT = 2_000;

/** @returns {string} Where `.ci/livekit` puts the server, or where the environment says that it is. */
export function serverPath() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.ADJOURN_LIVEKIT_FOLDER || join(cache, 'adjourn', `livekit-server-v${VERSION}`);
  return join(folder, 'server');
}

/** @param {{ http: number, tcp: number, udp: number }} ports */
const configuration = ({ http, tcp, udp }) => ({
  port: http,
  bind_addresses: ['127.0.0.1'],
  keys: { [KEY.name]: KEY.secret },
  rtc: {
    tcp_port: tcp,
    udp_port: udp,
    node_ip: '127.0.0.1',
    use_external_ip: false,
    enable_loopback_candidate: true,
    interfaces: { includes: ['lo'] },
  },
  room: { auto_create: true, empty_timeout: 20, departure_timeout: 1 },
  enable_data_tracks: true,
  logging: { level: 'error' },
});

/** Ports that were free may be taken by another program before the server has them: it is started so often. */
const MOST_STARTS = 3;

/**
 * Starts the server. Rejects where it is not installed, or does not answer.
 * @returns {Promise<{ address: string, stop(): void }>} `address`: host and port of its HTTP and its signalling.
 */
export async function startServer() {
  const path = serverPath();
  if (!existsSync(path)) throw new Error(`There is no LiveKit server at ${path}: install it by .ci/livekit`);
  for (let starts = 1; ; starts += 1) {
    try {
      return await startOnce(path);
    } catch (error) {
      if (starts === MOST_STARTS) throw error;
    }
  }
}

/** @param {string} path */
async function startOnce(path) {
  const folder = mkdtempSync(join(tmpdir(), 'livekit-'));
  const ports = await freePorts();
  const config = join(folder, 'livekit.json');
  // JSON is YAML, too.
  writeFileSync(config, JSON.stringify(configuration(ports)));
  const child = spawn(path, ['--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    process.off('exit', stop);
    child.removeAllListeners('exit');
    // A SIGTERM waits until nobody is left; the worlds are of no more use.
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  // A testee may have to end while it is still starting.
  process.once('exit', stop);
  try {
    const address = `127.0.0.1:${ports.http}`;
    await answers(address, child);
    return { address, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** @param {string} address @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child */
async function answers(address, child) {
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
    process.stderr.write(`The LiveKit server has ended: ${failed}. ${said.trim()}\n`);
  });
  for (const until = Date.now() + START_MS; Date.now() < until; await delay(ASK_EVERY_MS)) {
    if (failed !== undefined) throw new Error(`The LiveKit server cannot be started (${failed}). ${said.trim()}`);
    if (
      await fetch(`http://${address}/`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
  }
  throw new Error(`The LiveKit server does not answer after ${START_MS / 1_000} s. ${said.trim()}`);
}

/** Ports that are free at the same time, so that they differ. */
async function freePorts() {
  const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await Promise.all([...servers, socket].map((one) => once(one, 'listening')));
  const [http, tcp] = servers.map((one) => /** @type {import('node:net').AddressInfo} */ (one.address()).port);
  const udp = socket.address().port;
  await Promise.all([...servers, socket].map((one) => once(one.close(), 'close')));
  return { http, tcp, udp };
}
