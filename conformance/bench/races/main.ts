/**
 * `npm run races`: thousands of scenarios in which everybody acts at the same moment, or of other cases, against the
 * reference server, a variant of it, or a server that a command starts. Not one may be accused, and not one left
 * without a verdict; with `--busy`, also while every core has something else to do.
 */
import { appliedSteps } from '../../exchange/history.js';
import { generous } from '../../runner/play/limits.js';
import { whyNot } from '../../runner/run/select.js';
import { openReference } from '../../strength/reference.js';
import { spawnNative } from '../../sut/native/index.js';
import { collectGlobs, MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { patient, playAll } from '../play-all.js';
import { besideBusyCores, RACES, racing } from '../racing.js';

interface Options {
  readonly scenarios: number;
  readonly seed: number;
  readonly case: readonly string[];
  readonly variant?: string;
  readonly busy?: boolean;
}

const command = measuring('races', 'everybody at the same moment, against the reference server')
  .argument('[command...]', 'starts another server (after "--")')
  .option('--scenarios <n>', 'how many scenarios', wholeNumber(1, MOST), 10_000)
  .option('--seed <n>', 'the seed of the first case; each further one has the next', seedNumber, 1)
  .option('--case <glob>', 'scenarios of these cases (may be given again)', collectGlobs)
  .option('--variant <name>', 'against this variant of the reference server')
  .option('--busy', 'give every core something else to do')
  .parse();
const { scenarios: total, seed, busy, case: globs = RACES, variant } = command.opts<Options>();

const altered = variant ? ['--variant', variant, '--seed', String(seed)] : [];
const system =
  command.args.length > 0
    ? await spawnNative({ command: command.args })
    : await openReference({ args: [...patient, ...altered] });
try {
  const scenarios = racing(total, seed, globs, (one) => !one.timed && !one.alone && whyNot(one, system.profile) === '');
  const beside = busy ? ', beside processes that do nothing but compute' : '';
  console.log(`${scenarios.length} scenarios of seed ${seed}, of ${globs.join(', ')}${beside}`);
  let steps = 0;
  let nodes = 0;
  const limits = { ...generous, answerMs: 10_000 };
  const play = () =>
    playAll(system, scenarios, limits, ({ history, judgement }) => {
      steps += appliedSteps(history);
      nodes = Math.max(nodes, judgement.nodes);
    });
  const { pass, seconds } = await (busy ? besideBusyCores(play) : play());
  const work = `${steps} steps; the hardest took ${nodes} points of the search`;
  console.log(`${pass} of ${scenarios.length} pass in ${seconds.toFixed(0)} s: ${work}`);
} finally {
  await system.stop();
}
