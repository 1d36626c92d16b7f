/** How server cases are written down: a core that must happen, and everyday actions around it. */
import fc from 'fast-check';
import { around, everyday, type Mix } from '../../arbitraries/index.js';
import { type Action, attendee, host, join, type Round } from '../../exchange/scenario.js';
import type { Case } from '../case.js';

/** How many scenarios of a case are played by default. */
export const RUNS = 20;

/** A host and two attendees. */
export const seats = [host('ann'), attendee('bob'), attendee('cyd')];
/** One room with little going on. */
export const calm: Mix = { seats, rooms: ['blue'], weights: { join: 6, leave: 2, sync: 2, remove: 1 } };

/** The fields of a case that differ from the defaults. */
export type Fields = Pick<Case, 'id' | 'title' | 'clauses' | 'scenarios'> & Partial<Case>;

/** A case of servers; its id is given without `server/`. */
export const plainCase = (fields: Fields): Case => ({
  side: 'server',
  needs: [],
  lacks: [],
  codes: [],
  tokens: false,
  signs: false,
  window: false,
  heartbeat: [],
  timed: false,
  alone: false,
  wireOnly: '',
  uses: [],
  runs: RUNS,
  ...fields,
  id: `server/${fields.id}`,
});

/** A case as a sketch: its core, and the mix of everyday actions around it. */
export interface Sketch extends Omit<Fields, 'scenarios'> {
  readonly mix?: Mix;
  /** What must happen, round by round; actions of the mix go on around it. */
  readonly core: fc.Arbitrary<readonly Round[]>;
}

/** A case from its sketch. */
export const sketch = ({ mix = calm, core, ...fields }: Sketch): Case =>
  plainCase({ ...fields, scenarios: around(mix, core) });

/** More people, two rooms, and everything that may happen in them. */
export const busy: Mix = {
  seats: [host('ann'), host('abe'), attendee('bob'), attendee('cyd')],
  rooms: ['blue', 'green'],
  weights: everyday,
};

/** Rounds of one step each. */
export const turns = (...steps: readonly Action[]): Round[] => steps.map((step) => [step]);
/** All three join, one after another. */
export const everyone = turns(join('ann'), join('bob'), join('cyd'));
/** The name of any seat. */
export const anyone = fc.constantFrom('ann', 'bob', 'cyd');
/** The name of an attendee. */
export const anAttendee = fc.constantFrom('bob', 'cyd');
/** The other attendee. */
export const other = (name: string) => (name === 'bob' ? 'cyd' : 'bob');
