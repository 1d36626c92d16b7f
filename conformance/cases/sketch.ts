/** The form in which server cases are written down: a core that must happen, and everyday life around it. */
import fc from 'fast-check';
import type { ClauseId } from '../../gen/clauses.js';
import { around, everyday, type Mix } from '../arbitraries/index.js';
import { type Action, type ActionKind, attendee, type Feature, host, join, type Round } from '../exchange/index.js';
import type { Case } from './case.js';

export const RUNS = 20;

export const seats = [host('ann'), attendee('bob'), attendee('cyd')];
export const calm: Mix = { seats, rooms: ['blue'], weights: { join: 6, leave: 2, sync: 2, remove: 1 } };

export interface Sketch {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly needs?: readonly Feature[];
  readonly lacks?: readonly Feature[];
  readonly codes?: readonly number[];
  readonly tokens?: boolean;
  readonly window?: boolean;
  readonly uses?: readonly ActionKind[];
  readonly mix?: Mix;
  /** What must happen, round by round; everyday life of the mix goes on around it. */
  readonly core: fc.Arbitrary<readonly Round[]>;
}

export const sketch = ({
  id,
  title,
  clauses,
  needs = [],
  lacks = [],
  codes = [],
  tokens = false,
  window = false,
  uses = [],
  mix = calm,
  core,
}: Sketch): Case => ({
  id: `server/${id}`,
  title,
  clauses,
  needs,
  lacks,
  codes,
  tokens,
  window,
  uses,
  scenarios: around(mix, core),
  runs: RUNS,
});

/** More people, two rooms, and everything that may happen in them. */
export const busy: Mix = {
  seats: [host('ann'), host('abe'), attendee('bob'), attendee('cyd')],
  rooms: ['blue', 'green'],
  weights: everyday,
};

/** Rounds of one step each. */
export const turns = (...steps: readonly Action[]): Round[] => steps.map((step) => [step]);
export const everyone = turns(join('ann'), join('bob'), join('cyd'));
export const anyone = fc.constantFrom('ann', 'bob', 'cyd');
export const anAttendee = fc.constantFrom('bob', 'cyd');
export const other = (name: string) => (name === 'bob' ? 'cyd' : 'bob');
