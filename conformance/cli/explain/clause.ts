/** A clause in full: the rule, its purpose, whom it binds, an exchange that keeps it and one that breaks it. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { clauseWords } from '../../report/clause-words.js';
import type { Palette } from '../../report/palette.js';
import { bindingWords } from '../binding.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { stepsOf } from './case.js';
import { exampleOf } from './examples.js';
import { facts, indented } from './layout.js';
import { clausePage, siteAddress } from './site.js';

interface ClauseText {
  readonly level: string;
  readonly sentence: string;
  readonly intent: string;
  readonly untestable?: string;
}

const NOTATION = '# ">" is what a seat does, "<" what it is shown';

/** Whether a word is the id of a clause. */
export const isClause = (word: string): word is ClauseId => Object.hasOwn(clauses, word);

/** The lines that explain a clause. */
export function explainClause(id: ClauseId, catalogue: Catalogue, palette: Palette): string[] {
  const { level, sentence, intent, untestable }: ClauseText = clauses[id];
  return [
    `${palette.bold(id)}  ${level}`,
    ...indented([sentence]),
    '',
    ...facts({
      why: [intent],
      'who acts': [bindingWords(id)],
      text: [clauseWords(id).address],
      site: [siteAddress(clausePage(id))],
      ...(untestable === undefined ? {} : { untestable: [untestable] }),
    }),
    ...exchanges(id, catalogue, palette),
    '',
    ...facts({ cases: casesOf(id, catalogue), mutants: mutantsOf(id, catalogue) }),
  ];
}

function exchanges(id: ClauseId, catalogue: Catalogue, palette: Palette): string[] {
  const example = exampleOf(id, catalogue.examples);
  if (example === undefined) return ['', ...withoutExample(id, catalogue)];
  const { file, title, right, wrong } = example;
  return [
    '',
    `${palette.green('right')}  ${title} (${file}, in the repository)`,
    ...indented([NOTATION, ...right]),
    '',
    ...(wrong.length === 0
      ? ['No example has a copy that breaks it.']
      : [`${palette.red('wrong')}  the same, but for:`, ...indented(wrong.map((line) => coloured(line, palette)))]),
  ];
}

/** Examples cannot show a client's application; for a client's clause, a scenario of a case stands in their place. */
function withoutExample(id: ClauseId, { cases }: Catalogue): string[] {
  const one = cases.find(({ side, clauses: held }) => side === 'client' && held.includes(id));
  if (one === undefined) return ['No example shows it.'];
  return [`No example shows it; one scenario of ${one.id}, round by round:`, ...indented(stepsOf(one))];
}

const coloured = (line: string, palette: Palette): string => {
  if (line.startsWith('-')) return palette.green(line);
  return line.startsWith('+') ? palette.red(line) : line;
};

const casesOf = (id: ClauseId, { cases }: Catalogue): string[] => {
  const found = cases.filter((one) => one.clauses.includes(id)).map((one) => `${one.id}  ${one.title}`);
  return found.length > 0 ? found : ['none'];
};

const mutantsOf = (id: ClauseId, { mutants }: Catalogue): string[] => {
  const found = mutants.filter(({ breaks }) => breaks === id);
  return found.length > 0 ? found.map(({ name, summary }) => `${name}  ${summary}`) : ['none'];
};
