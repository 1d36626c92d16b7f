/** Whether a point of a search is an end: nothing is left that would have to show. */

import type { ServerEvent } from '../../spec/machine/events.js';
import { enabled, step } from '../../spec/machine/server.js';
import type { Server } from '../../spec/machine/state.js';
import type { Searching, SearchNode } from './moves.js';

/**
 * Everything seen is accounted for, everything sent was taken up or could be lost, and every loss that shows was
 * noticed.
 */
export function isFinished(given: Searching, node: SearchNode): boolean {
  for (let index = 0; index < given.problem.connections.length; index += 1) {
    const connection = given.problem.connections[index];
    if (!connection) continue;
    if ((node.done[index] ?? 0) < connection.actions.length && !connection.severed) return false;
    const entry = connection.log[node.read[index] ?? 0];
    if (entry) {
      given.stops.note({ ...given.logs.place(node), connection, wanted: undefined, found: entry.index });
      return false;
    }
  }
  const server = afterLosses(given, node.server);
  return enabled(server).every((happening) => unnoticeable(given, node, server, happening));
}

/** Where a loss is not the departure, noticing it shows nothing. */
function afterLosses(given: Searching, before: Server): Server {
  if (given.config.resumeWindowMs === 0) return before;
  return before.severed
    .filter(({ how }) => how === 'lost')
    .reduce((server, { connection }) => step(given.config, server, { type: 'lost', connection })[0], before);
}

/**
 * Whether an event of the server's own would be seen by nobody who can still see something, or need not have come yet.
 */
function unnoticeable(given: Searching, node: SearchNode, server: Server, happening: ServerEvent): boolean {
  if (happening.type === 'expired' && !given.problem.overdue(given.seats.get(happening.roomObject) ?? '')) return true;
  if (happening.type === 'lost' && !given.problem.overdue(seatOf(given, happening.connection))) return true;
  const [, effects] = step(given.config, server, happening);
  const due = effects.find(({ to }) => !given.logs.connection(to)?.severed);
  const connection = due && given.logs.connection(due.to);
  if (connection) given.stops.note({ ...given.logs.place(node), connection, wanted: due, found: undefined });
  return !due;
}

const seatOf = ({ logs }: Searching, connection: string): string => logs.connection(connection)?.seat ?? '';
