// A test runner for Stryker that stays in one process: the tests are loaded once and called for each mutant. That takes
// milliseconds for a mutant, where a run of Vitest takes a second.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isWanted, parts } from './parts.mjs';
import { isInSample } from './score.mjs';
import { collect } from './vitest.mjs';

/** How the code that Stryker writes into the sources is told which mutant is on. */
globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;

/** One in so many mutants is tried; the others count for nothing. */
const sample = Number(process.env.MUTATE_SAMPLE ?? 1);
const part = parts[process.env.MUTATE_PART];

class InProcess {
  #loads = 0;
  #tests = [];
  #times = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    return this.#load();
  }

  async #load() {
    this.#loads += 1;
    const url = pathToFileURL(join(process.cwd(), 'tests.bundle.mjs'));
    await import(`${url.href}?${this.#loads}`);
    this.#tests = collect().filter(({ id }) => isWanted(part, id));
  }

  async dryRun() {
    const tests = [];
    for (const test of this.#tests) {
      stryker.currentTestId = test.id;
      tests.push(await tried(test));
      stryker.currentTestId = undefined;
    }
    return { status: 'complete', tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit }) {
    if (!isInSample(activeMutant.id, sample)) return { status: 'error', errorMessage: 'not in the sample' };
    const isStatic = mutantActivation === 'static';
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    stryker.activeMutant = isStatic ? activeMutant.id : undefined;
    try {
      if (reloadEnvironment) await this.#load();
      stryker.activeMutant = activeMutant.id;
      return await this.#killed(testFilter);
    } catch (error) {
      return {
        status: 'killed',
        killedBy: [this.#tests[0]?.id ?? 'load'],
        failureMessage: String(error),
        nrOfTests: 1,
      };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  /** The quickest tests first, up to the first that fails. */
  async #killed(filter) {
    const wanted = new Set(filter);
    const tests = filter ? this.#tests.filter(({ id }) => wanted.has(id)) : [...this.#tests];
    tests.sort((a, b) => this.#time(a) - this.#time(b));
    let nrOfTests = 0;
    for (const test of tests) {
      nrOfTests += 1;
      const { status, id, failureMessage, timeSpentMs } = await tried(test);
      this.#times.set(id, timeSpentMs);
      if (stryker.hitCount > stryker.hitLimit) return { status: 'timeout', reason: 'a loop without end' };
      if (status === 1) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  #time({ id }) {
    return this.#times.get(id) ?? 0;
  }
}

/** Stryker's numbers for what becomes of a test: 0 is passed, 1 failed. */
async function tried({ id, name, file, run }) {
  const started = performance.now();
  const result = { id, name, fileName: join(process.cwd(), file) };
  try {
    await run();
    return { ...result, status: 0, timeSpentMs: performance.now() - started };
  } catch (error) {
    const failureMessage = String(error?.message ?? error).slice(0, 500);
    return { ...result, status: 1, failureMessage, timeSpentMs: performance.now() - started };
  }
}

/** Where no value gets by its type, nothing can be tested. */
const neverReached = {
  shouldIgnore({ node }) {
    const [only] = node.type === 'SwitchCase' && !node.test ? node.consequent : [];
    const called = (only?.argument ?? only?.expression)?.callee?.name;
    return called === 'assertNever' ? 'no value gets there, by its type' : undefined;
  },
};

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', factory: () => new InProcess() },
  { kind: 'Ignore', name: 'never-reached', value: neverReached },
];
