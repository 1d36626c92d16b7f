/** For tests that meet the command line as its callers do: a process with arguments, two streams and an exit code. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A copy of dist/ that no build changes; see fixtures/snapshot.mjs. */
export const dist = process.env.ADJOURN_DIST ?? '';
if (dist === '') throw new Error('dist/ is missing: run "npm run build" first.');
export const main = join(dist, 'conformance/cli/main.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

export interface Started {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<Outcome>;
}

/** Starts a Node program in `folder`. Nothing is typed into it. */
export function startNode(folder: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}): Started {
  const started = startTyping(folder, args, extra);
  started.child.stdin.end();
  return started;
}

/** Starts a Node program whose input is the caller's to write and to end. */
function startTyping(folder: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}): Started {
  // A port or a CI's wish for another reporter is not for the program under test.
  const { PORT: _, ...env } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...env, ...extra },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  const ended = once(child, 'close').then(([code]) => ({ code, ...written, tookMs: performance.now() - began }));
  return { child, ended };
}

/** Starts `adjourn` in `folder`. */
export const start = (folder: string, ...args: string[]): Started => startNode(folder, [main, ...args]);

/** Starts `adjourn` in `folder`, for somebody who types. */
export const typing = (folder: string, ...args: string[]): Started => startTyping(folder, [main, ...args]);

/** Resolves with the first output of a process that fits; rejects where it ends without. */
export const written = ({ child, ended }: Started, pattern: RegExp): Promise<RegExpExecArray> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: string) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    ended.then(({ stdout, stderr }) => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
  });

export const stop = (server: Started): Promise<Outcome> => {
  server.child.kill('SIGTERM');
  return server.ended;
};

export interface Server extends Started {
  readonly url: string;
  readonly port: string;
}

async function listening(server: Started): Promise<Server> {
  const [, url = '', port = ''] = await written(server, /listening on (ws:\/\/127\.0\.0\.1:(\d+))/);
  return { ...server, url, port };
}

/** Starts the reference server on a free port. */
export const serving = (folder: string, ...args: string[]): Promise<Server> =>
  listening(start(folder, 'serve', '--port', '0', ...args));

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** Starts a bad server of ours on a free port. */
export const misbehaving = (folder: string, name: string, ...args: string[]): Promise<Server> =>
  listening(startNode(folder, [fixture(name), ...args]));
