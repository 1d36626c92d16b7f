/** The form in which server cases are written down: a core that must happen, and everyday life around it. */
import fc from 'fast-check';
import { around, everyday, type Mix } from '../arbitraries/index.js';
import { type Action, attendee, host, join, type Round } from '../exchange/index.js';
import type { Case } from './case.js';

export const RUNS = 20;

export const seats = [host('ann'), attendee('bob'), attendee('cyd')];
export const calm: Mix = { seats, rooms: ['blue'], weights: { join: 6, leave: 2, sync: 2, remove: 1 } };

/** A case by what is particular about it. */
export type Fields = Pick<Case, 'id' | 'title' | 'clauses' | 'scenarios'> & Partial<Case>;

/** A case of servers; its id is given without `server/`. */
export const plain = (fields: Fields): Case => ({
  side: 'server',
  needs: [],
  lacks: [],
  codes: [],
  tokens: false,
  window: false,
  heartbeat: [],
  timed: false,
  alone: false,
  uses: [],
  runs: RUNS,
  ...fields,
  id: `server/${fields.id}`,
});

export interface Sketch extends Omit<Fields, 'scenarios'> {
  readonly mix?: Mix;
  /** What must happen, round by round; everyday life of the mix goes on around it. */
  readonly core: fc.Arbitrary<readonly Round[]>;
}

export const sketch = ({ mix = calm, core, ...fields }: Sketch): Case =>
  plain({ ...fields, scenarios: around(mix, core) });

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
