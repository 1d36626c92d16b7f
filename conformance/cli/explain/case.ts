/** A case in full: what it proves, what it needs, and one scenario of it. */
import { clauses } from '../../../gen/clauses.js';
import { type Case, cases, sampleOf } from '../../cases/index.js';
import { type Action, PEER, type Scenario } from '../../exchange/index.js';
import { describeCall, describeStep, type Palette } from '../../report/index.js';
import { facts, indented } from './layout.js';

/** By its id, with or without what stands before the stroke. */
export const findCase = (word: string): Case | undefined =>
  cases.find(({ id }) => id === word) ?? cases.find(({ id }) => id.split('/')[1] === word);

export function explainCase(one: Case, palette: Palette): string[] {
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
    `One scenario, round by round; ${one.side === 'client' ? CLIENT_STEPS : serverSteps(sampleOf(one))}`,
    ...indented(stepsOf(one)),
  ];
}

/** The steps of one scenario, each round with its number before its first step. */
export function stepsOf(one: Case): string[] {
  const describe = one.side === 'client' ? describeForClient : describeForServer;
  return sampleOf(one).rounds.flatMap((round, index) =>
    round.map((step, place) => `${place === 0 ? String(index + 1).padStart(3) : '   '}  ${describe(step)}`),
  );
}

const describeForServer = (step: Action): string => `${step.seat} ${describeStep(step)}`;

const serverSteps = ({ seats }: Scenario): string =>
  `steps of a round are sent at the same time. Seats: ${seats.map(({ name, role }) => `${name} (${role})`).join(', ')}.`;

const CLIENT_STEPS =
  'the application makes its calls, and the suite is the server, a lawful one but for what is told here.';

const describeForClient = (step: Action): string =>
  step.seat === PEER ? `server       ${describeStep(step)}` : `application  ${describeCall(step)}`;

function needsOf({ side, needs, lacks, tokens, window, heartbeat, uses }: Case): string[] {
  const all = [
    ...needs.map((feature) => `a server that declares ${feature}`),
    ...lacks.map((feature) => `a server that does not declare ${feature}`),
    ...(window ? ['a server that announces a resume window'] : []),
    ...heartbeat.map((time) => `a server that announces a heartbeat ${time}`),
    ...(tokens ? ['access tokens that the suite can make'] : []),
    ...uses.map((action) => `a ${side === 'client' ? 'client' : 'system'} that can be made to do: ${action}`),
  ];
  return all.length > 0 ? all : ['nothing'];
}
