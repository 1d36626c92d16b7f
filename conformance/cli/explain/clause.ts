/** A clause in full: the rule, what it is for, whom it binds, what keeps to it and what breaks it. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import { clientMutants } from '../../mutants/client/index.js';
import { mutants } from '../../mutants/index.js';
import type { Palette } from '../../report/index.js';
import { stepsOf } from './case.js';
import { exampleOf } from './examples.js';
import { facts, indented } from './layout.js';

interface Clause {
  readonly level: string;
  readonly sentence: string;
  readonly intent: string;
  readonly section: string;
  readonly untestable?: string;
}

const NOTATION = '# ">" is what a seat does, "<" what it is shown; the rest is in spec/examples/README.md';
const KEYWORD = / (?:MUST|SHOULD|MAY)\b/;

export const isClause = (word: string): word is ClauseId => Object.hasOwn(clauses, word);

export function explainClause(id: ClauseId, palette: Palette): string[] {
  const { level, sentence, intent, section, untestable }: Clause = clauses[id];
  return [
    `${palette.bold(id)}  ${level}`,
    ...indented([sentence]),
    '',
    ...facts({
      why: [intent],
      'who acts': [subjectOf(sentence)],
      text: [`spec/${section}#${id.replaceAll('.', '')}`],
      ...(untestable === undefined ? {} : { untestable: [untestable] }),
    }),
    ...exchanges(id, palette),
    '',
    ...facts({ cases: casesOf(id), mutants: mutantsOf(id) }),
  ];
}

/** What stands before the keyword: `A server with replace`. */
function subjectOf(sentence: string): string {
  const [subject = ''] = sentence.split(KEYWORD);
  return `${subject.charAt(0).toLowerCase()}${subject.slice(1)}`.replace(/,$/, '');
}

function exchanges(id: ClauseId, palette: Palette): string[] {
  const example = exampleOf(id);
  if (example === undefined) return ['', ...withoutExample(id)];
  const { file, title, right, wrong } = example;
  return [
    '',
    `${palette.green('right')}  ${title} (${file})`,
    ...indented([NOTATION, ...right]),
    '',
    ...(wrong.length === 0
      ? ['No example has a copy that breaks it.']
      : [`${palette.red('wrong')}  the same, but for:`, ...indented(wrong.map((line) => coloured(line, palette)))]),
  ];
}

/** The notation of the examples has no application: of a client's clause, a case shows how it is brought about. */
function withoutExample(id: ClauseId): string[] {
  const one = cases.find(({ side, clauses: held }) => side === 'client' && held.includes(id));
  if (one === undefined) return ['No example shows it.'];
  return [`No example shows it; one scenario of ${one.id}, round by round:`, ...indented(stepsOf(one))];
}

const coloured = (line: string, palette: Palette): string => {
  if (line.startsWith('-')) return palette.green(line);
  return line.startsWith('+') ? palette.red(line) : line;
};

const casesOf = (id: ClauseId): string[] => {
  const found = cases.filter((one) => one.clauses.includes(id)).map((one) => `${one.id}  ${one.title}`);
  return found.length > 0 ? found : ['none'];
};

const mutantsOf = (id: ClauseId): string[] => {
  const found = Object.values({ ...mutants, ...clientMutants }).filter(({ breaks }) => breaks === id);
  return found.length > 0 ? found.map(({ name, summary }) => `${name}  ${summary}`) : ['none'];
};
