/** `adjourn replay FILE`: runs one saved scenario again. */
import { statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CodecError } from '../../exchange/codec.js';
import type { Deviation, Profile } from '../../exchange/profile.js';
import type { Report } from '../../exchange/report.js';
import { replayFile } from '../../runner/run/replay.js';
import { replayUnreached } from '../../runner/run/unreached.js';
import { loadFailure } from '../../runner/save.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { UNLIMITED } from '../../sut/native/later.js';
import type { SystemUnderTest, Unreachable } from '../../sut/system.js';
import type { Invocation } from '../command.js';
import { debugOption, reporterOption, systemOption, TARGET_HELP, urlOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import type { Outputs } from '../output/interface.js';
import { outputsOf } from '../output/outputs.js';
import { deviatesOption, deviationWords } from '../run/expecting.js';
import { judgeTarget } from '../run/judging.js';
import { stepper } from '../run/step.js';
import { type AccessOptions, withAccessOptions } from '../target/access.js';
import { choosePair, type PairOptions, withPairOptions } from '../target/pair.js';
import { chooseServer } from '../target/server.js';
import { chooseSystem, mustBeOne, nameOfSystem } from '../target/system.js';
import type { Target } from '../target/target.js';
import { chooseTestee, refuseServerOptions } from '../target/testee.js';
import { UsageError } from '../usage.js';

interface Options extends AccessOptions, PairOptions {
  readonly client?: boolean;
  readonly pair?: boolean;
  /** True where it is given without a name. */
  readonly system?: string | true;
  readonly reporter?: readonly ReporterChoice[];
  readonly times: number;
  readonly concurrency: number;
  readonly step?: boolean;
  readonly debug?: boolean;
  readonly deviates?: readonly Deviation[];
}

const MOST_TIMES = 10_000;
const MOST_AT_ONCE = 1_000;

/** Gives the command its options and its action. */
export function define(command: Command, { target: commandOfTarget, end }: Invocation): void {
  command
    .argument('<file>', 'a scenario that a failing run saved')
    .argument('[words...]')
    .addOption(urlOption())
    .addOption(systemOption())
    .option('--client', 'run it on a client, through its testee')
    .option('--pair', 'run it on a client together with its server')
    .option('--times <n>', 'number of runs; the report says how many failed', wholeNumber(1, MOST_TIMES), 1)
    .option('--concurrency <n>', 'number of meetings at the same time', wholeNumber(1, MOST_AT_ONCE), 1)
    .addOption(new Option('--step', 'wait for Enter before each round, and show what happens').conflicts('concurrency'))
    .addOption(debugOption().conflicts('concurrency'))
    .addOption(deviatesOption())
    .addOption(reporterOption());
  withPairOptions(withAccessOptions(command))
    .addHelpText('after', TARGET_HELP)
    .action(async (file: string, words: readonly string[], options: Options) => {
      const target = await chosen(words, options, commandOfTarget);
      await mustFit(file, target.side ?? 'server');
      const outputs = outputsOf(options.reporter);
      // With its deviations, so that the line that is printed repeats them.
      const named = [deviationWords(options.deviates), target.name].filter((part) => part !== '').join(' ');
      const judging = {
        judges: (system: SystemUnderTest, _: unknown, signal: AbortSignal) =>
          playback(system, { file, target: named, options, outputs, signal }),
        withinMs: options.debug ? UNLIMITED : undefined,
        unreached: (error: Unreachable) => replayUnreached(file, named, error),
      };
      end(await judgeTarget(target, outputs, judging));
    });
}

async function chosen(
  words: readonly string[],
  options: Options,
  command: readonly string[] | undefined,
): Promise<Target> {
  const { url, client, pair, system, server, listen } = options;
  mustBeOne({ '--client': client, '--pair': pair, '--system': system !== undefined });
  if (pair) return choosePair(words, options, command);
  if (server !== undefined) throw new UsageError('--server is for a pair: give --pair too.');
  if (client) refuseServerOptions(options);
  if (client) return chooseTestee({ command, words, options });
  if (system !== undefined) {
    refuseServerOptions(options, '--system', 'a whole system');
    return chooseSystem({ name: nameOfSystem(system), command, words, options });
  }
  if (listen !== undefined) throw new UsageError('--listen is for a testee: give --client, --pair or --system too.');
  return chooseServer({ url, command, words, options });
}

interface Playback {
  readonly file: string;
  readonly target: string;
  readonly options: Options;
  readonly outputs: Outputs;
  readonly signal: AbortSignal;
}

async function playback(
  system: SystemUnderTest,
  { file, target, options, outputs, signal }: Playback,
): Promise<Report> {
  const { times, concurrency, step, debug = false, deviates: deviations = [] } = options;
  const replay = { target, times, concurrency, debug, deviations, signal };
  if (!step) return replayFile(system, file, replay);
  const stepping = stepper({ input: process.stdin, output: outputs.sideline }, times, signal);
  return replayFile(system, file, { ...replay, watch: stepping.watch }).finally(() => stepping.close());
}

/**
 * Throws {@link UsageError} where the file cannot be read or is of the other side, before anything is started: on the
 * other side, a right target would be accused.
 */
async function mustFit(file: string, side: Profile['side']): Promise<void> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file "${file}": ${GIVE}.`);
  const { history } = await loadFailure(file).catch((error: unknown) => {
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
