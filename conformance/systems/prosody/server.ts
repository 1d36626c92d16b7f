/** Prosody as a child process, on free ports of loopback, with a folder of its own for as long as it lives. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { configuration } from './config.js';

/** How long it has to listen, how often it is asked, and how long it has to stop; milliseconds. */
const START_MS = 10_000;
const ASK_EVERY_MS = 25;
const STOP_MS = 3_000;
/** How much of what it wrote is kept for the message, in characters. */
const KEPT = 2_000;

const INSTALL = 'apt-get install -y --no-install-recommends prosody';

/** A running Prosody. */
export interface ProsodyServer {
  /** Where clients connect, and the admin console. */
  readonly clients: number;
  readonly console: number;
  /** Where it keeps its files. */
  readonly folder: string;
  readonly pid: number | undefined;
  /** Rejects when it has died, with how: where nobody catches that, it is the end of this process, too. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** Starts Prosody. Rejects where it is not installed, or does not listen. */
export async function startProsody(resumeSeconds: number): Promise<ProsodyServer> {
  const folder = await mkdtemp(join(tmpdir(), 'prosody-'));
  try {
    const [clients = 0, console = 0] = await freePorts(2);
    const config = join(folder, 'prosody.cfg.lua');
    await writeFile(config, configuration({ folder, clients, console, resumeSeconds }));
    const child = await launch(config, [clients, console]);
    let stopping = false;
    const died = once(child, 'exit').then(() => {
      if (stopping) return new Promise<never>(() => {});
      throw new Error(`prosody ended (${howEnded(child)})`);
    });
    return {
      clients,
      console,
      folder,
      pid: child.pid,
      died,
      async stop() {
        stopping = true;
        await end(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Ports that are free at the same time, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function launch(config: string, ports: readonly number[]): Promise<ChildProcess> {
  const child = spawn('prosody', ['-F', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-KEPT);
    });
  let failed: string | undefined;
  child.once('error', (error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT';
    failed = missing
      ? `There is no prosody here. Install it: ${INSTALL}`
      : `prosody cannot be started: ${error.message}`;
  });
  child.once('exit', () => {
    failed ??= `prosody ended (${howEnded(child)}) before it listened. ${said.trim()}`;
  });
  for (const until = Date.now() + START_MS; Date.now() < until; await delay(ASK_EVERY_MS)) {
    if (failed !== undefined) throw new Error(failed);
    if ((await Promise.all(ports.map(listens))).every(Boolean)) return child;
  }
  await end(child);
  throw new Error(`prosody does not listen after ${START_MS / 1_000} s. ${said.trim()}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

const howEnded = ({ signalCode, exitCode }: ChildProcess): string => signalCode ?? `exit code ${exitCode}`;

const lives = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode === null && signalCode === null && pid !== undefined;

async function end(child: ChildProcess): Promise<void> {
  if (!lives(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(patience);
}
