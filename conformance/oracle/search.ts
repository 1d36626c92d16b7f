/**
 * A depth-first search for an order of events in which the machine sends exactly what was seen. Nothing is taken up
 * before everything that was seen before its sending has been accounted for; that alone orders the rounds.
 */
import type { Config } from '../../spec/machine/config.js';
import type { ServerEvent } from '../../spec/machine/events.js';
import { enabled, step } from '../../spec/machine/server.js';
import { idle, type Server } from '../../spec/machine/state.js';
import type { Profile } from '../exchange/profile.js';
import { connectionLogs } from './logs.js';
import { movesFrom, type Searching, type SearchMove, type SearchNode } from './moves.js';
import { isAnswer, owedKey } from './owed.js';
import type { Problem } from './problem.js';
import type { SearchResult } from './search-result.js';
import { searchKey } from './state.js';
import { Stops } from './stops.js';

/** A search that has looked at so many points of a small meeting is given up. */
const MOST_NODES = 200_000;
/** A meeting of so many connections is a small one. */
const FEW = 6;

/**
 * A point takes time by the square of the connections: some milliseconds where there are forty, so that the whole number would
 * keep a run for a quarter of an hour. A right server's history is explained by a point or two for each connection.
 */
const mostNodes = (connections: number): number => Math.round(MOST_NODES / Math.max(1, connections / FEW) ** 2);

/** Looks for an order of events that explains a problem. */
export function searchOrder(config: Config, problem: Problem, { wire, deviations }: Profile): SearchResult {
  const { connections } = problem;
  const broken = new Set<string>(deviations.map(({ clause }) => clause));
  const stops = new Stops(broken);
  const given: Searching = {
    config,
    problem,
    logs: connectionLogs(problem, wire),
    stops,
    deviations: broken,
    seats: seatsOf(problem),
  };
  const severed = new Set(connections.filter((one) => one.severed).map(({ id }) => id));
  const most = mostNodes(connections.length);
  const failed = new Set<string>();
  const path: SearchMove[] = [];
  let nodes = 0;

  const keyOf = ({ server, done, read, owed }: SearchNode): string =>
    `${searchKey(server, done, read, severed)}|${owed.map((queue) => owedKey(queue, problem.ordered)).join('|')}`;

  /** The point where everything is accounted for; undefined where there is none behind this one. */
  function explore(node: SearchNode): SearchNode | undefined {
    nodes += 1;
    if (nodes >= most) return undefined;
    const moves = movesFrom(given, node);
    if (moves.length === 0) {
      if (isFinished(given, node)) return node;
      noteStuck(given, node);
      return undefined;
    }
    const key = moves.length > 1 ? keyOf(node) : undefined;
    if (key !== undefined && failed.has(key)) return undefined;
    // Events of the server's own need not happen: a finished node is an end even where some are possible.
    if (isFinished(given, node)) return node;
    for (const move of moves) {
      path.push(move);
      const end = explore(move.node);
      if (end) return end;
      path.pop();
    }
    if (key !== undefined) failed.add(key);
    return undefined;
  }

  const zeros = connections.map(() => 0);
  const owed = connections.map(() => []);
  const end = explore({ server: idle, done: zeros, read: zeros, owed, told: {}, used: [], matched: 0 });
  if (end) {
    const effects = path.flatMap((move) => move.effects);
    return { kind: 'explained', effects, trail: path.flatMap(({ taken }) => taken ?? []), end, nodes };
  }
  const stop = stops.worst;
  if (nodes >= most || !stop) return { kind: 'gave-up', nodes };
  return { kind: 'refuted', stop, nodes };
}

/** Whose the room objects are that a Join may begin. */
const seatsOf = ({ connections }: Problem): ReadonlyMap<string, string> =>
  new Map(
    connections.flatMap(({ seat, actions }) =>
      actions.flatMap(({ events }) =>
        events.flatMap((one) => (one.type === 'join' ? [[one.participation, seat] as const] : [])),
      ),
    ),
  );

/** Nothing can be taken up: what was seen earliest of all that is unaccounted for has no cause. */
function noteStuck({ logs, stops, problem }: Searching, { read, owed, matched }: SearchNode): void {
  const unread = logs.earliestUnread(read);
  const place = problem.connections.findIndex(({ log }, index) => log[read[index] ?? 0]?.index === unread);
  const connection = problem.connections[place];
  if (!connection) return;
  // A RoomLeft that nothing has caused came in place of an answer that it would settle.
  const settles = connection.log[read[place] ?? 0]?.observation.kind === 'roomLeft';
  const unanswered = settles ? owed[place]?.find(({ effect, unseen }) => unseen && isAnswer(effect)) : undefined;
  stops.note({ matched, upTo: unread, connection, wanted: unanswered?.effect, found: unread });
}

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
  const server = afterLosses(given, afterEnds(given, node));
  return enabled(server).every((happening) => unnoticeable(given, node, server, happening));
}

/**
 * What was sent on a connection that has ended may never have been taken up; but that it has ended, the server notices
 * all the same.
 */
function afterEnds({ config, problem }: Searching, { server, done }: SearchNode): Server {
  const left = problem.connections.flatMap(({ severed, actions }, place) =>
    severed ? actions.slice(done[place]) : [],
  );
  return left
    .flatMap(({ events: [one] }) => (one?.type === 'sever' || one?.type === 'mend' ? [one] : []))
    .reduce((after, event) => step(config, after, event)[0], server);
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
  if (happening.type === 'goodbye' && !given.problem.goodbyeOverdue(happening.connection)) return true;
  const [, effects] = step(given.config, server, happening);
  const due = effects.find(({ to }) => !given.logs.connection(to)?.severed);
  const connection = due && given.logs.connection(due.to);
  if (connection) given.stops.note({ ...given.logs.place(node), connection, wanted: due, found: undefined });
  return !due;
}

const seatOf = ({ logs }: Searching, connection: string): string => logs.connection(connection)?.seat ?? '';
