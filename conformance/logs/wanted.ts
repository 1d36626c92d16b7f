/** Which part of a log is judged: all of it, or some rooms and clauses. */
import type { ClauseId } from '../../gen/clauses.js';
import type { LogSelection } from '../exchange/log-report.js';
import { matchesGlob } from '../runner/glob.js';

/** What is judged. What is not wanted is read all the same, for it may show that the log lacks something. */
export interface Wanted {
  readonly selection: LogSelection;
  /** Whether rooms that are judged together are wanted: one of them suffices. */
  rooms(names: ReadonlySet<string>): boolean;
  clause(id: ClauseId): boolean;
}

/** What a selection asks for. */
export function wantedBy(selection: LogSelection): Wanted {
  const { rooms, clauses } = selection;
  return {
    selection,
    rooms: (names) => rooms.length === 0 || [...names].some((name) => rooms.some((glob) => matchesGlob(name, glob))),
    clause: (id) => clauses.length === 0 || clauses.includes(id),
  };
}

/** Everything. */
export const allWanted: Wanted = wantedBy({ rooms: [], clauses: [] });

/** Whether nothing is left out. */
export const isAll = ({ rooms, clauses }: LogSelection): boolean => rooms.length === 0 && clauses.length === 0;
