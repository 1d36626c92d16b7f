/** A run of the cases: its options, the run itself, and what it saves. */
import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import type { CaseResult, Report } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { fileTrouble } from '../../exchange/system-error.js';
import type { ExitCode } from '../../exchange/words.js';
import { drawSvg } from '../../report/svg/picture.js';
import { deviating } from '../../runner/deviating.js';
import { makeFolder, makeOutputFolder, tryFolder, writeWhole } from '../../runner/folder.js';
import type { RunOptions, Selection } from '../../runner/options.js';
import type { KnownFailing } from '../../runner/ratchet/file.js';
import { regardKnown } from '../../runner/ratchet/index.js';
import { runSuite } from '../../runner/run/index.js';
import { replayVerdicts } from '../../runner/run/replay.js';
import { suiteUnreached } from '../../runner/run/unreached.js';
import { select } from '../../runner/selection/index.js';
import { keepLastFailed, type TargetKind } from '../../runner/selection/last-failed.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { UNLIMITED } from '../../sut/native/later.js';
import { Unreachable } from '../../sut/system.js';
import { withConfigOption } from '../config/index.js';
import { duration, reporterOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import { outputsOf } from '../output/outputs.js';
import { print } from '../screen.js';
import type { Target } from '../target/target.js';
import { UsageError } from '../usage.js';
import { type ClaimOptions, withClaimOptions, writeClaims } from './claiming.js';
import {
  deviationWords,
  type ExpectationOptions,
  heldAgainst,
  knownFailingOf,
  withExpectationOptions,
} from './expecting.js';
import { judgeTarget } from './judging.js';
import { type SelectionOptions, selectionError, selectionOf, withSelectionOptions } from './selecting.js';

/** The values of {@link withSuiteOptions}, and of `--debug`. */
export interface SuiteOptions extends SelectionOptions, ExpectationOptions, ClaimOptions {
  readonly seed?: number;
  readonly runs?: number;
  readonly concurrency: number;
  readonly bail?: boolean;
  /** In milliseconds. */
  readonly maxTime?: number;
  readonly reporter?: readonly ReporterChoice[];
  readonly output?: string;
  readonly debug?: boolean;
  readonly fast?: boolean;
}

const LAST_SEED = 2 ** 32 - 1;
const MANY = 1_000_000;
const USUAL_OUTPUT = '.adjourn';

/** Adds the options of a run to a command. */
export function withSuiteOptions(command: Command): Command {
  withSelectionOptions(command.optionsGroup('Which cases:'))
    .option('--fast', 'skip the cases that wait for times which the target announces')
    .optionsGroup('How they are run:')
    .option('--seed <n>', 'repeat the run that had this seed', wholeNumber(1, LAST_SEED))
    .option('--runs <n>', 'number of scenarios for each case', wholeNumber(1, MANY))
    .option('--concurrency <n>', 'number of meetings at the same time', wholeNumber(1, 1_000), 16)
    .option('--bail', 'stop at the first case that fails')
    .option('--max-time <duration>', 'begin nothing more after so long, such as 90s or 5m', duration);
  withExpectationOptions(command.optionsGroup('What is expected to fail:'));
  command
    .optionsGroup('What you get:')
    .addOption(reporterOption())
    .option('--output <dir>', `folder for failing scenarios (default: "${USUAL_OUTPUT}")`);
  return withConfigOption(withClaimOptions(command));
}

/** Runs the cases against the target. Throws {@link UsageError}, and `Unreachable` where there is no target. */
export async function runOn(target: Target, options: SuiteOptions, kind: TargetKind): Promise<ExitCode> {
  const side = target.side ?? 'server';
  const place = { folder: options.output ?? USUAL_OUTPUT, kind };
  const selection = await selectionOf(options, place);
  const known = await knownFailingOf(options);
  // A list of which nothing is left holds a run to no meetings: each draws new ones again.
  const listed = known?.entries?.length ? known.seed : undefined;
  const given = options.seed === undefined && listed !== undefined ? { ...options, seed: listed } : options;
  const run = { ...runOptions(given, selection, targetName(target, options)), ...regarding(known), side };
  const unsaved = new Set<string>();
  const began = performance.now();
  // To start the target is a part of the run.
  const timeLeft = ({ maxTime }: SuiteOptions) =>
    maxTime === undefined ? {} : { maxTimeMs: maxTime - (performance.now() - began) };
  try {
    // Mistakes in the arguments are told before anything is started.
    select(run, side);
    const outputs = outputsOf(options.reporter);
    if (options.output !== undefined) await mustTakeFiles(options.output);
    for (const file of filesToWrite(options))
      await mustTakeFiles(dirname(file), { make: makeFolder, advice: `name another file than "${file}"` });
    return await judgeTarget(target, outputs, {
      judges: async (system, onEvent, signal) => {
        const found = await runSuite(system, { ...run, ...timeLeft(options), signal }, (event) => {
          if (event.kind === 'unsaved') unsaved.add(notSaved('scenario', event));
          else onEvent(event);
        });
        const declared = deviating(system, options.deviates);
        const replay = (scenario: Scenario, times: number, concurrency: number) =>
          replayVerdicts(declared, scenario, { times, concurrency, signal });
        const again = { replay, concurrency: run.concurrency, signal };
        const note = (text: string) => unsaved.add(text);
        const report = known ? await heldAgainst(found, known.entries ?? [], { options, run: again, note }) : found;
        const lost = (what: string) => (trouble: Trouble) =>
          unsaved.add(notSaved(what, { folder: run.output, ...trouble }));
        await savePictures(report).catch(unlessOfFile(lost('picture')));
        // Where no scenario could be saved there, this needs no second sentence.
        await keepLastFailed(report.cases, place).catch(unlessOfFile(unsaved.size > 0 ? () => {} : lost('list')));
        await writeClaims(report, options).catch(
          unlessOfFile(({ why }) => note(`The claim is not written: ${why}.\n`)),
        );
        return report;
      },
      withinMs: options.debug ? UNLIMITED : undefined,
      unreached: async (error) => suiteUnreached(run, error),
    });
  } catch (error) {
    if (error instanceof Unreachable) await writeClaims(suiteUnreached(run, error), options);
    throw selectionError(error, run, side);
  } finally {
    await print([...unsaved].join(''), process.stderr);
  }
}

/** As it stands on the command line, with what a replay has to know as well. */
const targetName = ({ name }: Target, { deviates }: ExpectationOptions): string =>
  [deviationWords(deviates), name].filter((part) => part !== '').join(' ');

/** A known failure is shown as one from the beginning, and ends no run. */
function regarding(known: Partial<KnownFailing> | undefined): Pick<RunOptions, 'regard'> {
  const { entries = [] } = known ?? {};
  return known ? { regard: (result) => regardKnown(result, entries) } : {};
}

const filesToWrite = ({ claim, badge = [], knownFailing, updateKnownFailing }: SuiteOptions): readonly string[] =>
  [claim, ...badge, updateKnownFailing ? knownFailing : undefined].filter((file) => file !== undefined);

interface Taking {
  /** The folder of a file that the user commits is no folder for what runs find. */
  readonly make?: (folder: string) => Promise<unknown>;
  readonly advice?: string;
}

/** A long run must not find out at its first failure that nothing can be saved. */
async function mustTakeFiles(
  folder: string,
  { make = makeOutputFolder, advice = 'give another folder with --output' }: Taking = {},
): Promise<void> {
  if (folder === '') throw new UsageError('--output names no folder: give one, or leave it out.');
  try {
    await tryFolder(folder, make);
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw new UsageError(`Nothing can be saved in "${folder}" (${trouble.why}): ${advice}.`);
  }
}

/** Draws each failure beside its scenario: `x.json` gets `x.svg`. */
async function savePictures({ cases }: Report): Promise<void> {
  const failures = cases.flatMap((result) => result.failures).filter(({ file }) => file !== '');
  await Promise.all(failures.map((failure) => writeWhole(failure.file.replace(/\.json$/, '.svg'), drawSvg(failure))));
}

interface Trouble {
  readonly why: string;
}

/** Passes on what the operating system refused; throws any other error again. */
const unlessOfFile =
  (tell: (trouble: Trouble) => void) =>
  (error: unknown): void => {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    tell(trouble);
  };

/** The failure is printed all the same; only the file is missing. */
const notSaved = (what: string, { folder, why }: { readonly folder: string; readonly why: string }): string =>
  `At least one ${what} could not be saved in "${folder}" (${why}): give another folder with --output.\n`;

function runOptions(options: SuiteOptions, selection: Selection, target: string): RunOptions {
  const { seed = randomInt(1, LAST_SEED + 1), runs, bail = false, output = USUAL_OUTPUT } = options;
  const { debug = false, fast = false } = options;
  // In a debugger, one meeting at a time is enough.
  const concurrency = debug ? 1 : options.concurrency;
  const base = { ...selection, target, seed, concurrency, output, debug, fast };
  const { deviates: deviations = [] } = options;
  return { ...base, deviations, ...(runs === undefined ? {} : { runs }), ...(bail ? { until: isFailed } : {}) };
}

const isFailed = ({ verdict }: CaseResult): boolean => verdict === 'fail';
