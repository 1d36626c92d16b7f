/** A case in full: what it proves, what it needs, and one scenario of it. */
import { clauses } from '../../gen/clauses.js';
import { type Case, cases, sampleOf } from '../cases/index.js';
import { describeStep, type Palette } from '../report/index.js';
import { facts, indented } from './explain-layout.js';

/** By its id, with or without what stands before the stroke. */
export const findCase = (word: string): Case | undefined =>
  cases.find(({ id }) => id === word) ?? cases.find(({ id }) => id.split('/')[1] === word);

export function explainCase(one: Case, palette: Palette): string[] {
  const { seats, rounds } = sampleOf(one);
  const steps = rounds.flatMap((round, index) =>
    round.map(
      (step, place) => `${place === 0 ? String(index + 1).padStart(3) : '   '}  ${step.seat} ${describeStep(step)}`,
    ),
  );
  return [
    `${palette.bold(one.id)}  ${one.title}`,
    '',
    ...facts({
      needs: needsOf(one),
      ...(one.codes.length === 0 ? {} : { codes: [one.codes.join(', ')] }),
      runs: [`${one.runs} scenarios, unless told otherwise`],
      clauses: one.clauses.map((id) => `${id}  ${clauses[id].sentence}`),
    }),
    '',
    `One scenario, round by round; steps of a round are sent at the same time. Seats: ${seats
      .map(({ name, role }) => `${name} (${role})`)
      .join(', ')}.`,
    ...indented(steps),
  ];
}

function needsOf({ needs, lacks, tokens, window, uses }: Case): string[] {
  const all = [
    ...needs.map((feature) => `a server that declares ${feature}`),
    ...lacks.map((feature) => `a server that does not declare ${feature}`),
    ...(window ? ['a server that announces a resume window'] : []),
    ...(tokens ? ['access tokens that the suite can make'] : []),
    ...uses.map((action) => `a system that can be made to do: ${action}`),
  ];
  return all.length > 0 ? all : ['nothing'];
}
