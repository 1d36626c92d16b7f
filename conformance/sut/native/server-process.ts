/** A server under test as a child process, on a free port of loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createConnection, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startTrouble } from '../../exchange/system-error.js';
import { lastWords } from '../last-words.js';
import { remember, started } from '../started.js';
import { Unreachable } from '../system.js';

/** How long a command has to listen, how often it is asked, and how long it has to stop; milliseconds. */
const START_MS = 30_000;
const ASK_EVERY_MS = 25;
const STOP_MS = 2_000;
/** How long after its port a process may be gone itself, in milliseconds. */
const DYING_MS = 500;
/** How much of what it wrote is kept for the message, in characters. */
const KEPT = 8_000;

/** A server that the suite has started. */
export interface ServerProcess {
  readonly url: string;
  /** How the process ended, and the last that it said; undefined while it lives. */
  howEnded(): string | undefined;
  revive(): Promise<void>;
  /** Kills the process, without a word to anybody, and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `env` is set for the command besides PORT and what this process has itself; it has `withinMs` milliseconds to listen. */
export async function startServer(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  withinMs = START_MS,
): Promise<ServerProcess> {
  const port = await freePort();
  let running = launch(command, port, env);
  await listening(running, port, withinMs);
  let stopped = false;
  const again = async () => {
    // Somebody may still be bringing it back when the run is over: nothing is left running.
    if (stopped) throw new Unreachable('the command has been stopped');
    running = launch(command, port, env);
    await listening(running, port, withinMs);
  };
  const together = sharing();
  return {
    url: `ws://127.0.0.1:${port}`,
    howEnded: () => (ended(running.process) ? running.howItEnded() : undefined),
    revive: () =>
      together(async () => {
        if (!(await lives(running.process, port))) await again();
      }),
    restart: () =>
      together(async () => {
        await endProcess(running.process, 'SIGKILL');
        await mustBeFree(port);
        await again();
      }),
    stop() {
      stopped = true;
      return endProcess(running.process, 'SIGTERM');
    },
  };
}

/** Several who find the process dead at the same time start it once. */
function sharing(): (work: () => Promise<void>) => Promise<void> {
  let underWay: Promise<void> | undefined;
  return (work) => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** What has left the group of a process that was killed may hold its port: another one could not listen there. */
async function mustBeFree(port: number): Promise<void> {
  for (const until = Date.now() + STOP_MS; await listens(port); await delay(ASK_EVERY_MS))
    if (Date.now() > until) throw new Unreachable(`something listens on port ${port} after the command was killed`);
}

/** A process that dies loses its sockets before we hear of its end. */
async function lives(child: ChildProcess, port: number): Promise<boolean> {
  if (ended(child)) return false;
  if (await listens(port)) return true;
  await Promise.race([once(child, 'exit'), delay(DYING_MS)]);
  if (ended(child)) return false;
  await endProcess(child, 'SIGTERM');
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Running {
  readonly name: string;
  readonly process: ChildProcess;
  /** Why it could not even be started. */
  failed(): string | undefined;
  howItEnded(): string;
}

const ended = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function launch(command: readonly string[], port: number, env: Readonly<Record<string, string>>): Running {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what the command starts is stopped with it, and a Ctrl-C is for the suite alone.
    detached: true,
  });
  remember(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-KEPT);
    });
  const name = command.join(' ');
  let failed: string | undefined;
  child.once('error', (error) => {
    failed = `cannot start "${name}": ${startTrouble(error)}`;
  });
  return {
    name,
    process: child,
    failed: () => failed,
    howItEnded: () => {
      // A sentence goes on behind it.
      const last = lastWords(said.split('\n')).replace(/\.+$/, '');
      const how = `"${name}" ended (${child.signalCode ?? `exit code ${child.exitCode}`})`;
      return last === '' ? how : `${how}. ${last}`;
    },
  };
}

const STAY = 'let the command listen there, and go on until it is stopped';

async function listening(
  { name, process, failed, howItEnded }: Running,
  port: number,
  withinMs: number,
): Promise<void> {
  for (const until = Date.now() + withinMs; Date.now() < until; await delay(ASK_EVERY_MS)) {
    const why = failed();
    if (why !== undefined) throw new Unreachable(why, 'see that its name and its path are right');
    if (ended(process)) throw new Unreachable(`no server on port ${port} (given in PORT): ${howItEnded()}`, STAY);
    if (await listens(port)) return;
  }
  await endProcess(process, 'SIGTERM');
  throw new Unreachable(`"${name}" does not listen on port ${port} (given in PORT) after ${withinMs / 1_000} s`, STAY);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Ends a process and the group that it leads; with SIGKILL, where it takes too long. */
export async function endProcess(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (ended(child) || child.pid === undefined) return;
  const { pid } = child;
  const exit = once(child, 'exit');
  signal(pid, how);
  const patience = setTimeout(() => signal(pid, 'SIGKILL'), STOP_MS);
  await exit;
  clearTimeout(patience);
}

/** Ends all that the suite has started, in peace where they let it. */
export const endAll = async (): Promise<void> => {
  await Promise.all(started().map((child) => endProcess(child, 'SIGTERM')));
};

/** To the whole group; a group that is gone already needs none. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
