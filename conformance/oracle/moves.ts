/** What may be taken up next at one point of a search, and what the machine makes of it. */

import type { Config } from '../../spec/machine/config.js';
import type { ServerEvent } from '../../spec/machine/events.js';
import type { TakenEvent } from '../../spec/machine/explore/triple.js';
import type { Effect } from '../../spec/machine/messages.js';
import { enabled, step } from '../../spec/machine/server.js';
import type { Action } from '../exchange/scenario.js';
import type { Accounted } from './advance.js';
import { type ConnectionLogs, roomObjectOf } from './logs.js';
import { isAnswer } from './owed.js';
import type { Problem, SentAction, ShownEntry } from './problem.js';
import type { SeenEffect } from './search-result.js';
import { made, onlyAnswers } from './state.js';
import type { Stops } from './stops.js';

/** What is the same all through a search. */
export interface Searching {
  readonly config: Config;
  readonly problem: Problem;
  readonly logs: ConnectionLogs;
  readonly stops: Stops;
  /** Clauses that the system breaks on purpose. */
  readonly deviations: ReadonlySet<string>;
  /** Whose the room objects are that a Join may begin, by id. */
  readonly seats: ReadonlyMap<string, string>;
}

/** One point of the search: the machine, and how far each connection's actions and log are accounted for. */
export interface SearchNode extends Accounted {
  readonly done: readonly number[];
  /** Ids that the server has made: it must never make one again. */
  readonly used: readonly string[];
}

/** From one point to the next. */
export interface SearchMove {
  readonly node: SearchNode;
  /** What the machine made of the event; undefined where it was not the machine. */
  readonly taken?: TakenEvent;
  readonly effects: readonly SeenEffect[];
  /** Everything that it sends was seen, or is owed and will be. */
  readonly whole: boolean;
  /** Nobody but the actor can tell when it was taken: no other order needs to be tried. */
  readonly silent: boolean;
}

/** Everything that may be taken up next, the likely first. */
export function movesFrom(given: Searching, node: SearchNode): SearchMove[] {
  const unread = given.logs.earliestUnread(node.read);
  const happenings = enabled(node.server);
  // A loss is mostly noticed at once; a late notice is tried after that.
  const moves = takeAll(given, node, happenings.filter(isLoss));
  const noticed = moves.length;
  for (let index = 0; index < given.problem.connections.length; index += 1) {
    const connection = given.problem.connections[index];
    const action = connection?.actions[node.done[index] ?? 0];
    if (!action || action.sent > unread) continue;
    const taken = takeAction(given, node, action, index);
    const silent = action.loose ? undefined : taken.find((move) => move.silent);
    if (silent) return [...moves.slice(0, noticed), silent];
    moves.push(...taken, ...lose(given, node, action, index));
  }
  moves.push(
    ...takeAll(
      given,
      node,
      happenings.filter((one) => !isLoss(one)),
    ),
  );
  return moves;
}

/** Events of the server's own. */
function takeAll(given: Searching, node: SearchNode, happenings: readonly ServerEvent[]): SearchMove[] {
  return happenings.flatMap((happening) => take(given, node, happening) ?? []);
}

function takeAction(given: Searching, node: SearchNode, action: SentAction, actor: number): SearchMove[] {
  const moves: SearchMove[] = [];
  for (const happening of action.events) {
    const move = take(given, node, happening, actor);
    if (move) moves.push(move);
  }
  if (moves.some(({ whole }) => whole)) return moves;
  // Where the answer would be missing, it may have been refused as is declared.
  const refused = refuse(given, node, action, actor);
  return refused ? [refused, ...moves] : moves;
}

/** The node after an event, or undefined where its effects are not what was seen. */
function take(given: Searching, node: SearchNode, happening: ServerEvent, actor?: number): SearchMove | undefined {
  const [server, effects] = step(given.config, node.server, happening);
  const ids = made(node.server, server);
  if (ids.some((id) => node.used.includes(id))) return undefined;
  given.stops.lateEnd ||= effects.length === 0 && happening.type === 'request' && happening.ask.kind === 'end';
  const { read, owed, told, matched } = node;
  const shown = given.logs.show({ effects, before: node.server }, { server, read, owed, told, matched });
  if ('wanted' in shown) {
    given.stops.note(shown);
    return undefined;
  }
  if (!shown.all && given.deviations.size > 0) settled(given, node, effects);
  const done = actor === undefined ? node.done : oneMore(node.done, actor);
  const own = actor === undefined ? undefined : given.problem.connections[actor]?.id;
  const used = ids.length > 0 ? [...node.used, ...ids] : node.used;
  return {
    node: nodeOf(shown.account, done, used),
    effects: shown.effects,
    taken: { server: node.server, event: happening, after: server, effects },
    whole: shown.all,
    silent:
      own !== undefined &&
      (happening.type === 'sever' || (shown.all && onlyAnswers(node.server, server, effects, own))),
  };
}

const nodeOf = (
  { server, read, owed, told, matched }: Accounted,
  done: SearchNode['done'],
  used: SearchNode['used'],
) => ({
  server,
  read,
  owed,
  told,
  matched,
  done,
  used,
});

/** RoomLeft came in place of a refusal, or behind an Accepted: where it is declared that this is not refused, it is put down to that. */
function settled(given: Searching, node: SearchNode, effects: readonly Effect[]): void {
  for (const effect of effects) {
    const place = given.problem.connections.findIndex(({ id }) => id === effect.to);
    const connection = given.problem.connections[place];
    const next = connection?.log.slice(node.read[place]).find(({ observation }) => !isNews(observation));
    const { kind } = next?.observation ?? {};
    if (connection && next && isAnswer(effect) && (kind === 'roomLeft' || kind === 'accepted'))
      given.stops.note({ ...given.logs.place(node), connection, wanted: effect, found: next.index });
  }
}

/** A request that was unanswered when its connection ended may never have been taken up, and nothing behind it. */
function lose(given: Searching, node: SearchNode, { events: [happening] }: SentAction, actor: number): SearchMove[] {
  const { log = [], actions = [] } = given.problem.connections[actor] ?? {};
  if (happening?.type !== 'request' || log.some((entry) => answers(entry, happening.request))) return [];
  const cut = actions.findIndex(({ action }, place) => ending.includes(action.kind) && place > (node.done[actor] ?? 0));
  if (cut < 0) return [];
  const done = node.done.map((count, place) => (place === actor ? cut : count));
  return [{ node: { ...node, done }, effects: [], whole: true, silent: false }];
}

/** A request that is refused, and changes nothing, where a declared deviation is what would come of it. */
function refuse(
  given: Searching,
  node: SearchNode,
  { events: [happening] }: SentAction,
  actor: number,
): SearchMove | undefined {
  if (given.deviations.size === 0 || !happening) return undefined;
  const [, effects] = step(given.config, node.server, happening);
  if (!effects.some(({ clauses: [cause] }) => given.deviations.has(cause))) return undefined;
  const seen = given.problem.connections[actor]?.log[node.read[actor] ?? 0]?.observation;
  if (seen?.kind !== 'rejected') return undefined;
  const request = 'request' in happening ? happening.request : 0;
  if (seen.replyTo !== undefined && seen.replyTo !== request) return undefined;
  const { server, told } = refusing(given, node, happening);
  const account = { server, told, owed: node.owed, read: oneMore(node.read, actor), matched: node.matched + 1 };
  // What was owed already may come behind the refusal.
  const shown = given.logs.show({ effects: [], before: node.server }, account);
  if ('wanted' in shown) {
    given.stops.note(shown);
    return undefined;
  }
  const after = nodeOf(shown.account, oneMore(node.done, actor), node.used);
  return { node: after, effects: shown.effects, whole: true, silent: true };
}

/** The server after it has refused a request, as it would one that it does not know. */
function refusing(
  given: Searching,
  { server, told }: SearchNode,
  happening: ServerEvent,
): Pick<SearchNode, 'server' | 'told'> {
  if (happening.type !== 'request') return { server, told };
  const [after, [refusal]] = step(given.config, server, { ...happening, ask: { kind: 'unknown' } });
  const roomObject = refusal && roomObjectOf(refusal, after);
  if (refusal?.kind !== 'send' || roomObject === undefined) return { server: after, told };
  return { server: after, told: { ...told, [roomObject]: [...(told[roomObject] ?? []), refusal.message] } };
}

/** Steps by which a connection ends, and all that was on its way. */
const ending: readonly Action['kind'][] = ['cut', 'close', 'malformed'];

const isNews = ({ kind }: ShownEntry['observation']): boolean =>
  kind === 'participantJoined' || kind === 'participantLeft';

const answers = ({ observation }: ShownEntry, request: number): boolean =>
  'replyTo' in observation && observation.replyTo === request;

const isLoss = ({ type }: ServerEvent): boolean => type === 'lost' || type === 'goodbye';

const oneMore = (counts: readonly number[], place: number): number[] =>
  counts.map((count, index) => (index === place ? count + 1 : count));
