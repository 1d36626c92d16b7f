/** From a report to the command line that repeats its run. */
import type { Report } from '../../exchange/report.js';

/** A target that is no server names its side first, as `replay` takes it. */
const SIDES = /^--(client|pair|system|adapter)(?: (.*))?$/;

/** `npx adjourn test system prosody --seed 7`. What starts a target stands behind `--`, and so comes last. */
export function commandLine({ target, seed, options }: Pick<Report, 'target' | 'seed' | 'options'>): string {
  const [, side = 'server', named = ''] = SIDES.exec(target) ?? [];
  const rest = side === 'server' ? target : named;
  return ['npx adjourn test', side, `--seed ${seed}`, options, rest].filter((part) => part !== '').join(' ');
}
