/** The scenarios that were under way when the target was lost, as files: where no culprit is found, whoever looks for it has them all. */
import type { Case } from '../../cases/index.js';
import type { Scenario } from '../../exchange/index.js';
import type { TargetLost } from '../play/health.js';
import { keep } from '../run/keep.js';
import type { Context } from '../run/run-case.js';
import { failureOf } from './trial.js';

export interface Loss {
  readonly error: TargetLost;
  /** The scenarios that were under way: one of them may be the cause. */
  readonly suspects: readonly Scenario[];
  readonly seed: number;
}

/** Says where they are. */
export async function saveSuspects(one: Case, loss: Loss, context: Context): Promise<string> {
  const kept = await Promise.all(
    loss.suspects.map((scenario, index) => {
      const failure = failureOf(scenario, loss.error, context.system);
      // Nobody has seen that it is this one.
      const suspect = { ...failure, shrink: { ...failure.shrink, fails: 0, of: 0 } };
      return keep(suspect, loss.seed, one, context, `suspect-${index + 1}`);
    }),
  );
  const files = kept.map(({ file }) => file).filter((file) => file !== '');
  const [first, ...others] = files;
  if (first === undefined) return 'what was under way could not be saved';
  if (others.length === 0) return `what was under way is saved in ${first}`;
  return `the ${files.length} scenarios that were under way are saved in ${first} to ${others.at(-1)}`;
}
