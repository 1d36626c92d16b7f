/** Makes the catalogue from the suite itself. */
import type { Case } from '../../cases/case.js';
import { cases } from '../../cases/index.js';
import { sampleOf } from '../../cases/sample.js';
import { reasons } from '../../exchange/codec.js';
import { PEER } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import { clientMutants } from '../../mutants/client/index.js';
import { clientVariants } from '../../mutants/client/variants/index.js';
import { mutants, variants } from '../../mutants/index.js';
import { describeCall } from '../../report/client-words.js';
import { describeStep } from '../../report/words.js';
import { systems } from '../../systems/index.js';
import type { AlterationInfo, CaseInfo, Catalogue } from './catalogue.js';
import { readExampleTexts } from './example-texts.js';

/** Draws a scenario of every case; the same ones each time. */
export const makeCatalogue = (): Catalogue => ({
  cases: cases.map(infoOf),
  mutants: [...alterations('server', mutants), ...alterations('client', clientMutants)],
  variants: [...alterations('server', variants), ...alterations('client', clientVariants)],
  systems: systems.map(({ name, summary }) => ({ name, summary })),
  reasons: reasons(),
  examples: readExampleTexts(),
});

function infoOf(one: Case): CaseInfo {
  const { id, title, side, clauses, codes, runs } = one;
  const { seats, rounds } = sampleOf(one);
  const describe = side === 'client' ? describeForClient : describeForServer;
  return {
    id,
    title,
    side,
    clauses,
    codes,
    runs,
    needs: needsOf(one),
    seats: seats.map(({ name, role }) => `${name} (${role})`),
    sample: rounds.map((round) => round.map(describe)),
  };
}

const describeForServer = (step: Action): string => `${step.seat} ${describeStep(step)}`;

const describeForClient = (step: Action): string =>
  step.seat === PEER ? `server       ${describeStep(step)}` : `application  ${describeCall(step)}`;

function needsOf({ side, needs, lacks, tokens, window, heartbeat, uses }: Case): string[] {
  return [
    ...needs.map((feature) => `a server that declares ${feature}`),
    ...lacks.map((feature) => `a server that does not declare ${feature}`),
    ...(window ? ['a server that announces a resume window'] : []),
    ...heartbeat.map((time) => `a server that announces a heartbeat ${time}`),
    ...(tokens ? ['access tokens that the suite can make'] : []),
    ...uses.map((action) => `a ${side === 'client' ? 'client' : 'system'} that can be made to do: ${action}`),
  ];
}

interface Altered {
  readonly name: string;
  readonly summary: string;
  readonly breaks?: string;
}

const alterations = (side: AlterationInfo['side'], all: Readonly<Record<string, Altered>>): AlterationInfo[] =>
  Object.values(all).map(({ name, summary, breaks }) => ({
    name,
    summary,
    side,
    ...(breaks === undefined ? {} : { breaks }),
  }));
