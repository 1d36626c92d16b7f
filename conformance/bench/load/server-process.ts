/** Servers as child processes, and what can be seen of them from outside. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerSetup } from './server.js';

const MEGABYTE = 1_048_576;
const KILOBYTES_PER_MEGABYTE = 1024;
const MOST_LINES = 20;

/** A server that runs as a process of its own. */
export interface MeasuredServer {
  readonly port: number;
  /** The first lines that it wrote to stderr: a server that is well writes nothing. */
  readonly complaints: readonly string[];
  /** How it ended by itself; undefined while it runs. */
  crash(): string | undefined;
  /** Its resident memory, in megabytes. */
  rss(): number;
  /** How many descriptors it has open: connections, and a few more. */
  descriptors(): number;
  /** What it holds on its heap once all garbage is collected, in megabytes. */
  heap(): Promise<number>;
  stop(): Promise<void>;
}

/** Where a process stands: it runs, it has been told to stop, or it has ended by itself. */
type Life = 'running' | 'stopping' | { readonly crash: string };

/** Starts the reference server, or a bare one. @throws where it ends before it listens. */
export async function startMeasuredServer(
  program: 'server' | 'bare',
  setup: ServerSetup = { options: {} },
): Promise<MeasuredServer> {
  const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const child = fork(file, [JSON.stringify(setup)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the ${program} ended before it listened`)));
  const [said] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
  ended.catch(() => {});
  const complaints: string[] = [];
  let life: Life = 'running';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (complaints.length < MOST_LINES) complaints.push(...text.trimEnd().split('\n'));
  });
  child.on('exit', (code, signal) => {
    if (life === 'running') life = { crash: `it ended by itself, with ${signal ?? `exit code ${code}`}` };
  });
  const crash = () => (typeof life === 'object' ? life.crash : undefined);
  return {
    port: said.port,
    complaints,
    crash,

    rss() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / KILOBYTES_PER_MEGABYTE;
    },

    descriptors: () => readdirSync(`/proc/${child.pid}/fd`).length,

    async heap() {
      child.send('heap');
      const [answer] = (await once(child, 'message')) as [{ heap: number }];
      return answer.heap / MEGABYTE;
    },

    async stop() {
      if (crash() !== undefined) return;
      life = 'stopping';
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
