/** What a right variant was seen to do, as the log that somebody would have written of it: nobody may be accused by that either. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { cases } from '../../cases/index.js';
import type { Scenario } from '../../exchange/scenario.js';
import { judgeLog } from '../../logs/judge-logs.js';
import { playInTime } from '../../runner/play/index.js';
import { generous } from '../../runner/play/limits.js';
import { whyNot } from '../../runner/run/select.js';
import { type NativeSystem, spawnNative } from '../../sut/native/index.js';
import { type GeneratedLine, isLoggable } from '../judge/from-history.js';
import { linesWithReports, prompt, reportsByWorld, type WrittenPlay, writingDown } from './reported.js';

const cli = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const OPERATOR_TOKEN = 'operator';

/** What the logs of one variant came to. */
export interface LoggedOutcome {
  readonly logs: number;
  /** Plays that no log can show: of tokens, of a connection that stands still, of a server that is killed. */
  readonly unlogged: number;
  /** Logs of which only the streams of single clients could be judged. */
  readonly partly: number;
  /** Reports of departures, and of ends of sessions, in these logs. */
  readonly reported: number;
  /** A line each. */
  readonly accused: readonly string[];
}

/** Which scenarios are played: so many of each case that is wanted. */
interface Draw {
  readonly each: number;
  readonly seed: number;
  readonly wanted?: (id: string) => boolean;
}

/** Worlds that are open at once. */
const WORLDS = 16;

/**
 * Plays scenarios against a server that `adjourn serve` starts with these arguments, and judges the log of each play, with the reports that
 * the server has made of it.
 */
export async function logsOf(args: readonly string[], draw: Draw): Promise<LoggedOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'adjourn-reports-'));
  const file = join(folder, 'reports.jsonl');
  const system = await opened([...args, '--seed', String(draw.seed), '--reports', file]);
  const histories: WrittenPlay[] = [];
  const scenarios = scenariosFor(system, draw);
  const worker = async () => {
    for (let scenario = scenarios.pop(); scenario; scenario = scenarios.pop()) {
      const witness = writingDown(system);
      const { history } = await playInTime(witness.system, scenario, generous);
      histories.push({ history, ...witness.last() });
    }
  };
  await Promise.all(Array.from({ length: WORLDS }, worker)).finally(() => system.stop());
  const reports = reportsByWorld(await readFile(file, 'utf8'));
  await rm(folder, { recursive: true });
  const loggable = histories.filter(({ history }) => isLoggable(history));
  const accused: string[] = [];
  let partly = 0;
  let reported = 0;
  for (const play of loggable) {
    const { history } = play;
    const lines = linesWithReports(play, reports.get(play.world) ?? []);
    reported += lines.filter(({ connection }) => connection === undefined).length;
    const judged = await judgeLines([prompt, ...lines]);
    partly += Number(judged.partly);
    accused.push(...judged.accused.map((line) => `${line}: ${JSON.stringify(history.scenario)}`));
  }
  return { logs: loggable.length, unlogged: histories.length - loggable.length, partly, reported, accused };
}

/** Without access tokens, of which no log shows anything. */
const opened = (args: readonly string[]): Promise<NativeSystem> =>
  spawnNative({
    command: [
      ...[process.execPath, cli, 'serve', ...args],
      ...['--heartbeat', '500', '--operator-token-env', 'ADJOURN_OPERATOR_TOKEN'],
    ],
    env: { ADJOURN_OPERATOR_TOKEN: OPERATOR_TOKEN },
    operator: { token: OPERATOR_TOKEN },
  });

function scenariosFor({ profile }: NativeSystem, { each, seed, wanted = () => true }: Draw): Scenario[] {
  const fit = cases.filter((one) => one.side === 'server' && !one.alone && whyNot(one, profile, { fast: true }) === '');
  const some = fit.filter(({ id }) => wanted(id));
  return some.flatMap(({ scenarios }, index) => fc.sample(scenarios, { seed: seed + index, numRuns: each }));
}

/** What a log is accused of, a line each, and whether it was judged only in part. */
async function judgeLines(lines: readonly GeneratedLine[]): Promise<{ accused: string[]; partly: boolean }> {
  const accused: string[] = [];
  const { trouble, streams } = await judgeLog(bytesOf(lines), ({ clause, line, seen }) =>
    accused.push(`${clause} in line ${line} of its log, ${seen}`),
  );
  return { accused: trouble === '' ? accused : [...accused, trouble], partly: streams > 0 };
}

async function* bytesOf(lines: readonly GeneratedLine[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
