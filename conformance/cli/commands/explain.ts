/** `adjourn explain WORD`: a clause, a reason code or a case, and everything that is known about it. */
import type { Command } from 'commander';
import { clauses } from '../../../gen/clauses.js';
import type { Palette } from '../../report/palette.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { readCatalogue } from '../catalogue/read.js';
import { type Invocation, refuseTarget } from '../command.js';
import { explainCase, findCase } from '../explain/case.js';
import { explainClause, isClause } from '../explain/clause.js';
import { explainCode, findCode } from '../explain/code.js';
import { nearest } from '../nearest.js';
import { frameFor, print } from '../screen.js';
import { UsageError } from '../usage.js';

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('<word>', 'such as departure.once, 1002, REMOVE_PEER or server/leave')
    .action(async (word: string) => {
      refuseTarget(invocation, 'explain');
      const { palette } = frameFor(process.stdout);
      await print(`${explainWord(word, await readCatalogue(), palette).join('\n')}\n`);
      invocation.end(0);
    });
}

/** The lines that explain a word. Throws {@link UsageError} for one that names nothing. */
export function explainWord(word: string, catalogue: Catalogue, palette: Palette): string[] {
  if (isClause(word)) return explainClause(word, catalogue, palette);
  const code = findCode(word, catalogue);
  if (code !== undefined) return explainCode(code, catalogue, palette);
  const one = findCase(word, catalogue);
  if (one !== undefined) return explainCase(one, palette);
  throw unknown(word, catalogue);
}

function unknown(word: string, { cases, reasons }: Catalogue): UsageError {
  const codes = reasons.flatMap(({ code, name }) => [String(code), name]);
  const names = [...Object.keys(clauses), ...cases.map(({ id }) => id), ...codes];
  const near = nearest(/^[A-Z_]+$/.test(word) ? word : word.toLowerCase(), names).join(', ');
  return new UsageError(
    `"${word}" is no clause, no reason code and no case. The nearest names are ${near}; "adjourn list", with --clauses or --codes, shows all.`,
  );
}
