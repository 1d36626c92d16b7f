/** `adjourn explain WORD`: a clause, a reason code or a case, and everything that is known about it. */
import type { Command } from 'commander';
import { clauses } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import { reasons } from '../../exchange/codec.js';
import type { Palette } from '../../report/index.js';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { explainCase, findCase } from '../explain/case.js';
import { explainClause, isClause } from '../explain/clause.js';
import { explainCode, findCode } from '../explain/code.js';
import { nearest } from '../nearest.js';
import { frameFor, print } from '../screen.js';
import { UsageError } from '../usage.js';

export const explainCommand = (call: Call): Command =>
  newCommand('explain')
    .description('explain a clause, a reason code or a case')
    .argument('<word>', 'departure.once, 1002, REMOVE_PEER, server/leave')
    .action(async (word: string) => {
      refuseTarget(call, 'explain');
      await print(`${explain(word, frameFor(process.stdout).palette).join('\n')}\n`);
      call.end(0);
    });

/** The lines that explain a word. Throws {@link UsageError} for one that names nothing. */
export function explain(word: string, palette: Palette): string[] {
  if (isClause(word)) return explainClause(word, palette);
  const code = findCode(word);
  if (code !== undefined) return explainCode(code, palette);
  const one = findCase(word);
  if (one !== undefined) return explainCase(one, palette);
  throw unknown(word);
}

function unknown(word: string): UsageError {
  const codes = reasons().flatMap(({ code, name }) => [String(code), name]);
  const names = [...Object.keys(clauses), ...cases.map(({ id }) => id), ...codes];
  const near = nearest(/^[A-Z_]+$/.test(word) ? word : word.toLowerCase(), names).join(', ');
  return new UsageError(
    `"${word}" is no clause, no reason code and no case. The nearest names are ${near}; "adjourn list", with --clauses or --codes, shows all.`,
  );
}
