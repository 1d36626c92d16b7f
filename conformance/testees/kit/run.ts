/** Runs a testee as a process of Node's: over standard input and output, or over a WebSocket that it dials. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createInterface } from 'node:readline';
import { LISTENER_ERROR } from './listeners.js';
import { type CallUnderWay, Loop } from './loop.js';
import type { Command, Message } from './messages.js';
import type { Testee } from './testee.js';

/** The suite has started this program to be dialled by it, where this variable has its address. */
const ADDRESS = 'ADJOURN_TESTEE_URL';

/** The way to the suite. */
interface Way {
  say(message: Message): void;
  /** Calls `take` with each command, and `over` when there will be no more. */
  listen(take: (line: string) => void, over: () => void): void;
}

/**
 * Runs a testee until the suite has no more to say, and then ends the process. Whatever else is written to standard output goes
 * to standard error, where logs belong. An error that nobody catches is the end of the calls that the seat has under way, with
 * `broken`; where it has none, the process ends with the error as its last words, as an application would. What an application
 * throws from inside a listener, by {@link LISTENER_ERROR}, ends nothing.
 *
 * @example
 * import { allBut, runTestee } from 'adjourn/testee';
 *
 * await runTestee({
 *   ready: { version: '1.0', name: 'our SDK 4.2', unsupported: allBut('join', 'leave') },
 *   world: (open, tell) => ourWorld(open, tell),
 * });
 */
export async function runTestee(testee: Testee): Promise<never> {
  const finish = finisher(testee);
  const ready = typeof testee.ready === 'function' ? started(testee.ready, finish) : testee.ready;
  const way = await wayToSuite();
  const contexts = new AsyncLocalStorage<CallUnderWay>();
  const world: Testee['world'] = (open, tell) => testee.world(open, tell);
  const loop = new Loop({ ready: () => ready, world }, way.say, (call, begin) => contexts.run(call, begin));
  process.on('uncaughtException', (error) => {
    if (error === LISTENER_ERROR) return;
    const { world = '', seat = '' } = contexts.getStore() ?? {};
    // A listener that still waits for its event has called nothing yet.
    const calls = loop.underWay(world, seat).filter(({ kind }) => kind !== 'listener');
    for (const call of calls) call.end({ broken: { why: String(error) } });
    const trace = error instanceof Error ? (error.stack ?? '') : '';
    if (calls.length === 0) finish(1, trace, `An error that nobody has caught ends this testee: ${error}`);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => finish(0));
  way.listen(
    (line) => read(line, loop.take),
    () => finish(0),
  );
  return new Promise(() => {});
}

/** A line that is no command is logged, and answered by nothing. */
function read(line: string, take: (command: Command) => void): void {
  let command: Command;
  try {
    command = JSON.parse(line);
  } catch {
    console.error(`no command: ${line}`);
    return;
  }
  take(command);
}

/** Stops what was started, says what went wrong, and ends the process, once. */
function finisher(testee: Testee): (code: number, ...words: string[]) => void {
  let ending = false;
  return async (code, ...words) => {
    if (ending) return;
    ending = true;
    try {
      await testee.stop?.();
    } finally {
      for (const word of words) console.error(word);
      process.exit(code);
    }
  };
}

/** Who cannot start says why, and ends. */
async function started<Ready>(
  start: () => Ready | Promise<Ready>,
  finish: (code: number, why: string) => void,
): Promise<Ready> {
  try {
    return await start();
  } catch (error) {
    finish(1, error instanceof Error ? error.message : String(error));
    return new Promise(() => {});
  }
}

function wayToSuite(): Way | Promise<Way> {
  const { [ADDRESS]: address = '' } = process.env;
  return address === '' ? lines() : dial(address);
}

/** One message a line. What others write to standard output is no message. */
function lines(): Way {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return {
    say: (message) => write(`${JSON.stringify(message)}\n`),
    listen: (take, over) => createInterface({ input: process.stdin }).on('line', take).once('close', over),
  };
}

/** One message a text frame. */
async function dial(address: string): Promise<Way> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(address);
  return {
    say: (message) => socket.send(JSON.stringify(message)),
    listen(take, over) {
      socket.on('message', (data) => take(data.toString()));
      socket.on('error', (error) => console.error(`${address}: ${error.message}`));
      socket.once('close', over);
    },
  };
}
