/** Servers as child processes, and what can be seen of them from outside. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Setup } from './server.js';

const MEGABYTE = 1_048_576;
const KILOBYTES_PER_MEGABYTE = 1024;
const MOST_LINES = 20;

export class Child {
  /** What it wrote to stderr, the first lines of it: a server that is well writes nothing. */
  readonly complaints: string[] = [];
  #expectedToEnd = false;
  #ended: string | undefined;

  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {
    process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (this.complaints.length < MOST_LINES) this.complaints.push(...text.trimEnd().split('\n'));
    });
    process.on('exit', (code, signal) => {
      if (!this.#expectedToEnd) this.#ended = `it ended by itself, with ${signal ?? `exit code ${code}`}`;
    });
  }

  static async start(program: 'server' | 'bare', setup: Setup = { options: {} }): Promise<Child> {
    const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
    const child = fork(file, [JSON.stringify(setup)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the ${program} ended before it listened`)));
    const [said] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
    ended.catch(() => {});
    return new Child(child, said.port);
  }

  /** How it ended by itself; undefined while it lives. */
  get crash(): string | undefined {
    return this.#ended;
  }

  /** Its resident memory, in megabytes. */
  rss(): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / KILOBYTES_PER_MEGABYTE;
  }

  /** How many descriptors it has open: connections, and a few more. */
  descriptors(): number {
    return readdirSync(`/proc/${this.process.pid}/fd`).length;
  }

  /** What it holds on its heap once all garbage is collected, in megabytes. */
  async heap(): Promise<number> {
    this.process.send('heap');
    const [said] = (await once(this.process, 'message')) as [{ heap: number }];
    return said.heap / MEGABYTE;
  }

  async stop(): Promise<void> {
    if (this.#ended !== undefined) return;
    this.#expectedToEnd = true;
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }
}
