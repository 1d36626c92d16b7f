/** A comparison as text. */
import type { Palette } from '../palette.js';
import { plural } from '../text.js';
import type { RunComparison, StandingChange } from './index.js';
import type { Fact } from './standings.js';

const symbols: Readonly<Record<StandingChange['way'], string>> = { worse: '✗', better: '✓', new: '+', gone: '-' };
const tones = { worse: 'red', better: 'green', new: 'dim', gone: 'yellow' } as const;
const order: readonly StandingChange['way'][] = ['worse', 'gone', 'new', 'better'];

const about: Readonly<Record<Fact, string>> = {
  target: 'they may be two systems',
  seed: 'the scenarios are others, and a rare fault may show in one of them alone',
  spec: 'they were held against two versions of the specification',
  suite: 'their cases may differ',
  options: 'their cases may differ',
};

const WAY = 6;

/** Each change in a line, the worst first; then in numbers. `before`: the name of the older report. */
export function renderComparison(comparison: RunComparison, before: string, palette: Palette): string {
  const { changes, facts, same } = comparison;
  const sorted = order.flatMap((way) => changes.filter((change) => change.way === way));
  const alike = [plural(same.cases, 'case'), plural(same.clauses, 'clause')].join(' and ');
  const counts = order.map((way) => `${changes.filter((change) => change.way === way).length} ${way}`).join(', ');
  return [
    ...facts.map((one) => palette.yellow(`${one.fact}: ${one.now}, and ${one.before} before: ${about[one.fact]}`)),
    ...sorted.map((change) => palette[tones[change.way]](lineOf(change))),
    `Compared with ${before}: ${counts}; ${alike} as before.`,
    conclusion(comparison, palette),
    '',
  ].join('\n');
}

function lineOf({ what, id, way, before, now }: StandingChange): string {
  const stands = [now, before && `${before} before`].filter(Boolean).join(', ');
  return `${symbols[way]} ${way.padEnd(WAY)}  ${what} ${id}: ${stands}`;
}

function conclusion({ exitCode }: RunComparison, palette: Palette): string {
  switch (exitCode) {
    case 0:
      return palette.green('Nothing is worse.');
    case 1:
      return palette.red('Something is worse.');
    case 3:
      return palette.yellow('Nothing is seen to be worse, but the newer run came to no verdict.');
  }
}
