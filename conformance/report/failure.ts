/** The block that one failure gets: the clause in words, the history as a diagram, and the line that shows it again. */
import { clauses } from '../../gen/clauses.js';
import type { Failure } from '../exchange/index.js';
import { drawDiagram } from './diagram.js';
import type { Palette } from './palette.js';
import { duration, wrap } from './text.js';

export interface Frame {
  readonly palette: Palette;
  /** How many columns the reader has. */
  readonly columns: number;
}

/** Who failed, on what; `target` is empty where it was our own reference server. */
interface Where {
  readonly id: string;
  readonly seed: number;
  readonly target: string;
}

export function renderFailure(failure: Failure, where: Where, { palette, columns }: Frame): string {
  const { level, sentence } = clauses[failure.clause];
  const tones = { head: palette.bold, plain: (text: string) => text, wrong: palette.red };
  const head = `${palette.red('✗')} ${palette.bold(where.id)}  ${failure.clause} (${level})`;
  return [
    `${head}   ${palette.dim(circumstances(failure, where.seed))}`,
    ...wrap(sentence, columns - 2).map((text) => `  ${text}`),
    '',
    ...drawDiagram(failure, columns).map(({ text, tone }) => tones[tone](text)),
    '',
    `  allowed  ${failure.allowed}`,
    `  seen     ${failure.seen}`,
    ...(failure.file === '' ? [] : [`  replay   ${replayLine(failure.file, where.target)}`]),
  ].join('\n');
}

/** What the failure took to find, and how sure it is. */
function circumstances({ shrink, oracleOnly }: Failure, seed: number): string {
  const { from, to, tookMs, fails, of } = shrink;
  const size = from === to ? `${to} steps` : `shrunk from ${from} steps to ${to} in ${duration(tookMs)}`;
  return [`seed ${seed}`, size, `fails ${fails} of ${of}`, oracleOnly ? 'oracle only' : ''].filter(Boolean).join(' · ');
}

const replayLine = (file: string, target: string): string => `npx adjourn replay ${file} ${target}`.trimEnd();
