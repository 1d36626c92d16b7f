/** `adjourn replay FILE`: runs one saved scenario again. */
import { statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CodecError } from '../../exchange/codec.js';
import type { Profile, Report } from '../../exchange/index.js';
import { load, replayFile, replayUnreached } from '../../runner/index.js';
import { UNLIMITED } from '../../sut/native/index.js';
import type { SystemUnderTest, Unreachable } from '../../sut/system.js';
import { type Call, newCommand } from '../command.js';
import {
  type AccessOptions,
  adapterOption,
  debugOption,
  reporterOption,
  TARGET_HELP,
  urlOption,
  wholeNumber,
  withAccessOptions,
} from '../options.js';
import { judge, type Reporter } from '../run/judging.js';
import { stepper } from '../run/step.js';
import { chooseTarget, type Target } from '../target/server.js';
import { chooseTestee, noServerOptions } from '../target/testee.js';
import { UsageError } from '../usage.js';
import { choosePair, type PairOptions, withPairOptions } from './test-pair.js';

interface Options extends AccessOptions, PairOptions {
  readonly client?: boolean;
  readonly pair?: boolean;
  readonly adapter?: string;
  readonly reporter: Reporter;
  readonly times: number;
  readonly concurrency: number;
  readonly step?: boolean;
  readonly debug?: boolean;
}

const MOST_TIMES = 10_000;
const MOST_AT_ONCE = 1_000;

export const replayCommand = (call: Call): Command =>
  withPairOptions(
    withAccessOptions(
      newCommand('replay')
        .description('run a saved scenario again')
        .usage('[options] FILE [--url URL | --adapter NAME | --client | --pair] [-- COMMAND...]')
        .argument('<file>', 'a scenario that a failing run has saved')
        .argument('[words...]')
        .addOption(urlOption())
        .addOption(adapterOption())
        .option('--client', 'on a client, through its testee')
        .option('--pair', 'on a client and a server against each other')
        .option('--times <n>', 'play it so often, and say how often it fails', wholeNumber(1, MOST_TIMES), 1)
        .option('--concurrency <n>', 'play it in so many meetings at the same time', wholeNumber(1, MOST_AT_ONCE), 1)
        .addOption(
          new Option('--step', 'wait for Enter before each round, and show what comes of it').conflicts('concurrency'),
        )
        .addOption(debugOption().conflicts('concurrency'))
        .addOption(reporterOption()),
    ),
  )
    .addHelpText('after', TARGET_HELP)
    .action(async (file: string, words: readonly string[], options: Options) => {
      const { reporter } = options;
      const target = await chosen(words, options, call.target);
      await mustFit(file, target.side ?? 'server');
      const judging = {
        judges: (system: SystemUnderTest, _: unknown, signal: AbortSignal) =>
          playback(system, file, target.name, options, signal),
        withinMs: options.debug ? UNLIMITED : undefined,
        unreached: (error: Unreachable) => replayUnreached(file, target.name, error),
      };
      call.end(await judge(target, reporter, judging));
    });

async function chosen(
  words: readonly string[],
  options: Options,
  command: readonly string[] | undefined,
): Promise<Target> {
  const { url, adapter, client, pair, server, listen } = options;
  if (client && pair) throw new UsageError('A target is a client or a pair: leave out --client or --pair.');
  if (pair && adapter !== undefined)
    throw new UsageError('A target is given twice, by --pair and by an adapter: leave one of them out.');
  if (pair) return choosePair(words, options, command);
  if (server !== undefined) throw new UsageError('--server is for a pair: give --pair too.');
  if (client) noServerOptions(options);
  if (client) return chooseTestee({ command, words, options });
  if (listen !== undefined) throw new UsageError('--listen is for a testee: give --client or --pair too.');
  return chooseTarget({ url, adapter, command, words, options });
}

async function playback(
  system: SystemUnderTest,
  file: string,
  target: string,
  { times, concurrency, step, debug = false, reporter }: Options,
  signal: AbortSignal,
): Promise<Report> {
  const replay = { target, times, concurrency, debug, signal };
  if (!step) return replayFile(system, file, replay);
  // With a document on stdout, people read stderr.
  const output = reporter === 'json' ? process.stderr : process.stdout;
  const stepping = stepper({ input: process.stdin, output }, times, signal);
  return replayFile(system, file, { ...replay, watch: stepping.watch }).finally(() => stepping.close());
}

/** What a file lacks is told before anything is started, and so is that it is of the other side: a right target would be accused. */
async function mustFit(file: string, side: Profile['side']): Promise<void> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file "${file}": ${GIVE}.`);
  const { history } = await load(file).catch((error: unknown) => {
    const why = whyUnreadable(error);
    throw why === undefined ? error : new UsageError(`"${file}" is no saved scenario (${why}): ${GIVE}.`);
  });
  const { side: saved } = history.profile;
  if (saved === side) return;
  const then = saved === 'client' ? 'give --client and its testee' : 'leave out --client';
  throw new UsageError(`"${file}" is a scenario for a ${saved}, and the target is a ${side}: ${then}.`);
}

const GIVE = 'give one that the "replay" line of a failure names';

function whyUnreadable(error: unknown): string | undefined {
  if (error instanceof CodecError) return error.message.replace(/\.$/, '');
  return error instanceof SyntaxError ? 'it is not JSON, or only a part of it' : undefined;
}
