/** Very many scenarios, each judged on its own: all must pass. */
import type { Scenario } from '../exchange/scenario.js';
import { playInTime } from '../runner/play/index.js';
import type { TimeLimits } from '../runner/play/limits.js';
import type { SystemUnderTest } from '../sut/system.js';

type Played = Awaited<ReturnType<typeof playInTime>>;

/** Worlds that are open at once. */
const WORLDS = 32;
/** So many of those that do not pass are shown. */
const SHOWN = 10;

/** How many scenarios passed, and how long they took. */
export interface PlayedTally {
  readonly pass: number;
  readonly seconds: number;
}

/** The reference server for them: nobody falls silent so long, however busy the machine is. */
export const patient = ['--heartbeat', '20000'];

/** Plays them all, hands each to `look`, and prints those that do not pass; the process then ends with 1. */
export async function playAll(
  system: SystemUnderTest,
  scenarios: readonly Scenario[],
  limits: TimeLimits,
  look: (played: Played) => void = () => {},
): Promise<PlayedTally> {
  const started = performance.now();
  const bad: string[] = [];
  let next = 0;
  const work = async () => {
    for (let scenario = scenarios[next++]; scenario; scenario = scenarios[next++]) {
      const played = await playInTime(system, scenario, limits);
      look(played);
      const { kind, fault } = played.judgement;
      if (kind !== 'pass') bad.push(`${kind} ${fault?.clause ?? ''}: ${JSON.stringify(scenario)}`);
    }
  };
  await Promise.all(Array.from({ length: WORLDS }, work));
  for (const line of bad.slice(0, SHOWN)) console.log(line);
  if (bad.length > 0) process.exitCode = 1;
  return { pass: scenarios.length - bad.length, seconds: (performance.now() - started) / 1_000 };
}
