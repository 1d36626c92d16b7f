/** A case in full: what it proves, what it needs, and one scenario of it. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { Palette } from '../../report/palette.js';
import type { CaseInfo, Catalogue } from '../catalogue/catalogue.js';
import { facts, indented } from './layout.js';
import { casePage, siteAddress } from './site.js';

/** By its id, with or without `server/` or `client/`. */
export const findCase = (word: string, { cases }: Catalogue): CaseInfo | undefined =>
  cases.find(({ id }) => id === word) ?? cases.find(({ id }) => id.split('/')[1] === word);

/** The lines that explain a case. */
export function explainCase(one: CaseInfo, palette: Palette): string[] {
  const { id, title, side, needs, codes, runs, seats } = one;
  return [
    `${palette.bold(id)}  ${title}`,
    '',
    ...facts({
      needs: needs.length > 0 ? needs : ['nothing'],
      ...(codes.length === 0 ? {} : { codes: [codes.join(', ')] }),
      runs: [`${runs} scenarios; --runs sets another number`],
      site: [siteAddress(casePage(id))],
      clauses: one.clauses.map((clause) => `${clause}  ${clauses[clause as ClauseId].sentence}`),
    }),
    '',
    `One scenario, round by round; ${side === 'client' ? CLIENT_STEPS : serverSteps(seats)}`,
    ...indented(stepsOf(one)),
  ];
}

/** The steps of one scenario, each round with its number before its first step. */
export const stepsOf = ({ sample }: CaseInfo): string[] =>
  sample.flatMap((round, index) =>
    round.map((step, order) => `${order === 0 ? String(index + 1).padStart(3) : '   '}  ${step}`),
  );

const serverSteps = (seats: readonly string[]): string =>
  `steps of a round are sent at the same time. Seats: ${seats.join(', ')}.`;

const CLIENT_STEPS =
  'the application makes its calls; the suite is the server, and keeps to the protocol but for what is told here.';
