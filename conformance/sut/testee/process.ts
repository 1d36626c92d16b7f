/** A testee as a child process that speaks in lines: messages on standard output, and logs there and on standard error. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { toTestee } from '../../exchange/codec.js';
import { startTrouble } from '../../exchange/system-error.js';
import { endProcess } from '../native/server-process.js';
import { remember } from '../started.js';
import type { Channel, TesteeEvents } from './channel.js';

/** No line is longer, in characters: whatever does not end is no message. */
const LONGEST = 1_000_000;

/** Starts a command; with `env` besides what this process has itself. What goes wrong is told as its end. */
export function startLines(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  ears: TesteeEvents,
): Channel {
  const child = launch(command, env, ears);
  splitLines(child.stdout, ears.text);
  return {
    send: (message) => child.stdin.write(`${JSON.stringify(toTestee.toJson(message))}\n`),
    stop: () => endProcess(child, 'SIGTERM'),
  };
}

/** Starts a command that dials back: all that it writes is a log. */
export function startDialler(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  ears: TesteeEvents,
): { stop(): Promise<void> } {
  const child = launch(command, env, ears);
  splitLines(child.stdout, ears.log);
  return { stop: () => endProcess(child, 'SIGTERM') };
}

function launch(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  ears: TesteeEvents,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: what the command starts is stopped with it, and a Ctrl-C is for the suite alone.
    detached: true,
  });
  remember(child);
  splitLines(child.stderr, ears.log);
  // Who reads no more has ended, or is about to: that is told by the end.
  child.stdin.on('error', () => {});
  child.once('error', (error) => ears.ended(`cannot start "${command.join(' ')}": ${startTrouble(error)}`));
  child.once('close', () => ears.ended(`"${command.join(' ')}" ended with ${howEnded(child)}`));
  return child;
}

const howEnded = ({ signalCode, exitCode }: ChildProcess): string => signalCode ?? `exit code ${exitCode}`;

function splitLines(stream: Readable, hear: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line.replace(/\r$/, ''));
    if (rest.length > LONGEST) {
      hear(rest);
      rest = '';
    }
  });
  stream.once('end', () => {
    if (rest !== '') hear(rest);
  });
}
