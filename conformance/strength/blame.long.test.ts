/**
 * The guilty one: the plays that a mutant fails name the clause that it breaks, or one of its written equals. Each
 * mutant is played in cases that carry these clauses, as `--bail` plays it, and in a few of all the others, as the whole
 * suite does.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Case, cases } from '../cases/index.js';
import { machineOptions, servedFeatures } from '../exchange/features.js';
import type { Scenario } from '../exchange/scenario.js';
import { mutants } from '../mutants/index.js';
import type { Mutant } from '../mutants/mutant.js';
import { serve } from '../reference/server/index.js';
import { TargetLost } from '../runner/play/health.js';
import { playInTime } from '../runner/play/index.js';
import type { Played } from '../runner/play/played.js';
import { caseSeed } from '../runner/run/run-case.js';
import { whyNot } from '../runner/run/select.js';
import { fromSecret, openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const SECRET = 'a secret of at least thirty-two bytes, for tests';
const OPERATOR_TOKEN = 'the back end';
const limits = { answerMs: 2_000, lateMs: 200, waits: true, quiet: false };
/** No scenario of these waits for a time: nobody is silent for so long, and nobody's window ends. */
const settings = {
  port: 0,
  roomOrder: true,
  heartbeat: { intervalMs: 20_000, timeoutMs: 60_000 },
  tokenSecret: SECRET,
  operatorToken: OPERATOR_TOKEN,
};
const config = { ...machineOptions(servedFeatures), resumeWindowMs: 5_000 };

/** On a busy machine; it takes half a minute on an idle one. */
const MOST_MS = 600_000;

/** Scenarios of each case, and cases: of its own clauses, and of others. */
const SCENARIOS = 2;
const OWN = 4;
const OTHERS = 4;

const blamable = ({ breaks, or = [] }: Mutant): readonly string[] => [breaks, ...or];

/** Which cases a mutant is played in: the same ones each time, and others for each mutant. */
function casesFor(mutant: Mutant, place: number, system: SystemUnderTest): readonly Case[] {
  const fit = cases.filter(
    (one) => one.side === 'server' && !one.timed && !one.alone && whyNot(one, system.profile) === '',
  );
  const carries = ({ clauses }: Case) => clauses.some((clause) => blamable(mutant).includes(clause));
  const small = fit.filter(({ id }) => mutant.steps !== undefined || !/large|many/.test(id));
  const others = small.filter((one) => !carries(one));
  const turned = others.map((_, index) => others[(index + place * OTHERS) % others.length]);
  return [...small.filter(carries).slice(0, OWN), ...turned.slice(0, OTHERS)].filter((one) => one !== undefined);
}

/** A server that all these plays together have starved of time is lost to one of them, which says nothing of a clause. */
const playOn = (system: SystemUnderTest, scenario: Scenario): Promise<Played | undefined> =>
  playInTime(system, scenario, limits).catch((error: unknown) => {
    if (error instanceof TargetLost) return undefined;
    throw error;
  });

async function failuresOf(mutant: Mutant, place: number): Promise<Played[]> {
  const { setup = {}, wrap } = mutant;
  const server = await serve({ ...settings, ...setup, config: { ...config, ...setup.config }, wrap });
  const operator = { token: OPERATOR_TOKEN };
  const system = await openNative({ url: server.url, tokens: fromSecret(SECRET), operator });
  try {
    const scenarios = casesFor(mutant, place, system).flatMap((one) =>
      fc.sample(one.scenarios, { seed: caseSeed(1, mutant.name), numRuns: SCENARIOS }),
    );
    const played = await Promise.all(scenarios.map((scenario) => playOn(system, scenario)));
    return played.filter((one) => one?.judgement.kind === 'fail') as Played[];
  } finally {
    await system.stop();
    await server.stop();
  }
}

/** So many servers at once: a play mostly waits for what does not come. */
const AT_ONCE = 8;

const all = Object.values(mutants).map((mutant, place) => ({ name: mutant.name, mutant, place }));
const failures = new Map<string, readonly Played[]>();

beforeAll(async () => {
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift())
      failures.set(next.name, await failuresOf(next.mutant, next.place));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}, MOST_MS);

/** Of the plays of a mutant, so many may be explained otherwise: two messages that cross look like another fault now and then. */
const MOST_OTHERS = 0.25;

describe('the failing plays blame the fault, or its equal', () => {
  it.each(all)('$name', ({ name, mutant }) => {
    const faults = (failures.get(name) ?? []).map(({ judgement }) => judgement.fault);
    const wrong = faults.filter((fault) => !fault || !blamable(mutant).includes(fault.clause));
    if (wrong.length > faults.length * MOST_OTHERS) expect(wrong).toEqual([]);
    for (const fault of faults) expect(fault?.allowed).not.toBe(fault?.seen);
  });

  it('most of them are met, without those who need time or luck', () => {
    const met = all.filter(({ name }) => (failures.get(name) ?? []).length > 0);
    expect(met.length / all.length).toBeGreaterThan(0.65);
  });
});
