/** A server as a child process, on free ports of loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How long it has to listen, how often it is asked, and how long it has to stop; milliseconds. */
const START_MS = 10_000;
const ASK_EVERY_MS = 25;
const STOP_MS = 3_000;
/** How much of what it wrote is kept for the message, in characters. */
const KEPT = 2_000;

/** How a server is started. */
export interface ServerCommand {
  /** What it is called, in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it listens when it is ready. */
  readonly ports: readonly number[];
  /** The line that installs it. */
  readonly install: string;
}

/** Starts a server. Rejects where it is not installed, or does not listen. */
export async function launch({ name, command, args, env, ports, install }: ServerCommand): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-KEPT);
    });
  let failed: string | undefined;
  child.once('error', (error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT';
    failed = missing
      ? `There is no ${name} here. Install it: ${install}`
      : `${name} cannot be started: ${error.message}`;
  });
  child.once('exit', () => {
    failed ??= `${name} ended (${howEnded(child)}) before it listened. ${said.trim()}`;
  });
  for (const until = Date.now() + START_MS; Date.now() < until; await delay(ASK_EVERY_MS)) {
    if (failed !== undefined) throw new Error(failed);
    if ((await Promise.all(ports.map(listens))).every(Boolean)) return child;
  }
  await endChild(child);
  throw new Error(`${name} does not listen after ${START_MS / 1_000} s. ${said.trim()}`);
}

/** Ports that are free at the same time, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
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

/** By which signal or code it has ended. */
export const howEnded = ({ signalCode, exitCode }: ChildProcess): string => signalCode ?? `exit code ${exitCode}`;

const lives = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode === null && signalCode === null && pid !== undefined;

/** Ends it, in the hard way where it takes too long. */
export async function endChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (!lives(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(patience);
}
