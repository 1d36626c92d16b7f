/**
 * A depth-first search for an order of events in which the machine sends exactly what was seen.
 * Nothing is taken up before everything that was seen before its sending has been accounted for; that alone orders the rounds.
 */

import type { TakenEvent } from '../../spec/machine/explore/coverage.js';
import {
  type Config,
  type Effect,
  enabled,
  idle,
  type Server,
  type ServerEvent,
  step,
} from '../../spec/machine/index.js';
import type { Action, Profile } from '../exchange/index.js';
import { type Accounted, ConnectionLogs, streamOf } from './logs.js';
import { isAnswer, owedKey } from './owed.js';
import type { ConnectionHistory, Problem, SentAction, ShownEntry } from './problem.js';
import type { SearchResult, SeenEffect } from './search-result.js';
import { made, onlyAnswers, searchKey } from './state.js';
import { Stops } from './stops.js';

/** One point of the search: the machine, and how far each connection's deeds and log are accounted for. */
interface Node extends Accounted {
  readonly done: readonly number[];
  /** Ids that the server has made: it must never make one again. */
  readonly used: readonly string[];
}

interface Move {
  readonly node: Node;
  /** What the machine made of the event; undefined where it was not the machine. */
  readonly taken?: TakenEvent;
  readonly effects: readonly SeenEffect[];
  /** Everything that it sends was seen, or is owed and will be. */
  readonly whole: boolean;
  /** Nobody but the actor can tell when it was taken: no other order needs to be tried. */
  readonly silent: boolean;
}

const MOST_NODES = 200_000;

export function search(config: Config, problem: Problem, profile: Profile): SearchResult {
  return new Search(config, problem, profile).run();
}

class Search {
  readonly #connections: readonly ConnectionHistory[];
  readonly #logs: ConnectionLogs;
  /** Whose the streams are that a join may begin. */
  readonly #seats: ReadonlyMap<string, string>;
  readonly #severed: ReadonlySet<string>;
  readonly #failed = new Set<string>();
  readonly #path: Move[] = [];
  /** Clauses that the system breaks on purpose. */
  readonly #deviations: ReadonlySet<string>;
  readonly #stops: Stops;
  #nodes = 0;
  /** Where everything was accounted for. */
  #end: Node | undefined;
  constructor(
    private readonly config: Config,
    private readonly problem: Problem,
    { wire, deviations }: Profile,
  ) {
    const { connections } = problem;
    this.#deviations = new Set(deviations.map(({ clause }) => clause));
    this.#stops = new Stops(this.#deviations);
    this.#connections = connections;
    this.#logs = new ConnectionLogs(problem, wire);
    this.#severed = new Set(connections.filter(({ severed }) => severed).map(({ id }) => id));
    const begun = connections.flatMap(({ seat, actions }) =>
      actions.flatMap(({ events }) =>
        events.flatMap((one) => (one.type === 'join' ? [[one.participation, seat] as const] : [])),
      ),
    );
    this.#seats = new Map(begun);
  }

  run(): SearchResult {
    const zeros = this.#connections.map(() => 0);
    const owed = this.#connections.map(() => []);
    const explained = this.#explore({ server: idle, done: zeros, read: zeros, owed, told: {}, used: [], matched: 0 });
    const nodes = this.#nodes;
    if (explained && this.#end)
      return {
        kind: 'explained',
        effects: this.#path.flatMap(({ effects }) => effects),
        trail: this.#path.flatMap(({ taken }) => taken ?? []),
        end: this.#end,
        nodes,
      };
    const stop = this.#stops.worst;
    if (nodes >= MOST_NODES || !stop) return { kind: 'gave-up', nodes };
    return { kind: 'refuted', stop, nodes };
  }

  #explore(node: Node): boolean {
    this.#nodes += 1;
    if (this.#nodes >= MOST_NODES) return false;
    const moves = this.#moves(node);
    if (moves.length === 0) return this.#finished(node) || this.#stuck(node);
    const key = moves.length > 1 ? this.#key(node) : undefined;
    if (key !== undefined && this.#failed.has(key)) return false;
    // Events of the server's own need not happen: a finished node is an end even where some are possible.
    if (this.#finished(node)) return true;
    for (const move of moves) {
      this.#path.push(move);
      if (this.#explore(move.node)) return true;
      this.#path.pop();
    }
    if (key !== undefined) this.#failed.add(key);
    return false;
  }

  #key({ server, done, read, owed }: Node): string {
    const queues = owed.map((queue) => owedKey(queue, this.problem.ordered));
    return `${searchKey(server, done, read, this.#severed)}|${queues.join('|')}`;
  }

  /** Nothing can be taken up: what was seen earliest of all that is unaccounted for has no cause. */
  #stuck({ read, owed, matched }: Node): false {
    const unread = this.#logs.earliestUnread(read);
    const place = this.#connections.findIndex(({ log }, index) => log[read[index] ?? 0]?.index === unread);
    const connection = this.#connections[place];
    if (!connection) return false;
    // A RoomLeft that nothing has caused came in place of an answer that it would settle.
    const settles = connection.log[read[place] ?? 0]?.observation.kind === 'roomLeft';
    const unanswered = settles ? owed[place]?.find(({ effect, unseen }) => unseen && isAnswer(effect)) : undefined;
    this.#stops.note({ matched, upTo: unread, connection, wanted: unanswered?.effect, found: unread });
    return false;
  }

  #moves(node: Node): Move[] {
    const unread = this.#logs.earliestUnread(node.read);
    const happenings = enabled(node.server);
    // A loss is mostly noticed at once; that it may be noticed late is tried after that.
    const moves = this.#takeAll(node, happenings.filter(isLoss));
    const noticed = moves.length;
    for (let index = 0; index < this.#connections.length; index += 1) {
      const connection = this.#connections[index];
      const deed = connection?.actions[node.done[index] ?? 0];
      if (!deed || deed.sent > unread) continue;
      const taken = this.#takeDeed(node, deed, index);
      const silent = deed.loose ? undefined : taken.find((move) => move.silent);
      if (silent) return [...moves.slice(0, noticed), silent];
      moves.push(...taken, ...this.#lose(node, deed, index));
    }
    moves.push(
      ...this.#takeAll(
        node,
        happenings.filter((one) => !isLoss(one)),
      ),
    );
    return moves;
  }

  /** What the server may do by itself. */
  #takeAll(node: Node, happenings: readonly ServerEvent[]): Move[] {
    return happenings.flatMap((happening) => this.#take(node, happening, this.#severedAt(happening), undefined) ?? []);
  }

  #takeDeed(node: Node, deed: SentAction, actor: number): Move[] {
    const moves: Move[] = [];
    for (const happening of deed.events) {
      const move = this.#take(node, happening, deed.sent, actor);
      if (move) moves.push(move);
    }
    if (moves.some(({ whole }) => whole)) return moves;
    // Where the answer would be missing, it may have been refused as is declared.
    const refused = this.#refuse(node, deed, actor);
    return refused ? [refused, ...moves] : moves;
  }

  /** A loss can show no effect before the connection was severed. */
  #severedAt(happening: ServerEvent): number {
    if (!('connection' in happening)) return -1;
    const connection = this.#logs.connection(happening.connection);
    const severs = ({ events: [one] }: SentAction) => one?.type === 'sever' || one?.type === 'broken';
    return connection?.actions.find(severs)?.sent ?? -1;
  }

  /** The node after an event, or undefined where its effects are not what was seen. */
  #take(node: Node, happening: ServerEvent, since: number, actor: number | undefined): Move | undefined {
    const [server, effects] = step(this.config, node.server, happening);
    const ids = made(node.server, server);
    if (ids.some((id) => node.used.includes(id))) return undefined;
    this.#stops.lateEnd ||= effects.length === 0 && happening.type === 'request' && happening.ask.kind === 'end';
    const shown = this.#logs.show({ effects, before: node.server, since }, { ...node, server });
    if ('wanted' in shown) {
      this.#stops.note(shown);
      return undefined;
    }
    if (!shown.all && this.#deviations.size > 0) this.#settled(node, effects);
    const done = actor === undefined ? node.done : oneMore(node.done, actor);
    const own = actor === undefined ? undefined : this.#connections[actor]?.id;
    const used = ids.length > 0 ? [...node.used, ...ids] : node.used;
    return {
      node: { ...shown.account, done, used },
      effects: shown.effects,
      taken: { server: node.server, event: happening, after: server, effects },
      whole: shown.all,
      silent:
        own !== undefined &&
        (happening.type === 'sever' || (shown.all && onlyAnswers(node.server, server, effects, own))),
    };
  }

  /** RoomLeft came in place of a refusal: where it is declared that this is not refused, it is put down to that. */
  #settled(node: Node, effects: readonly Effect[]): void {
    for (const effect of effects) {
      const place = this.#connections.findIndex(({ id }) => id === effect.to);
      const connection = this.#connections[place];
      const next = connection?.log.slice(node.read[place]).find(({ observation }) => !isNews(observation));
      if (connection && isAnswer(effect) && next?.observation.kind === 'roomLeft')
        this.#stops.note({ ...this.#logs.place(node), connection, wanted: effect, found: next.index });
    }
  }

  /** A request that was unanswered when its connection ended may never have been taken up, and nothing behind it. */
  #lose(node: Node, { events: [happening] }: SentAction, actor: number): Move[] {
    const { log = [], actions = [] } = this.#connections[actor] ?? {};
    if (happening?.type !== 'request' || log.some((entry) => answers(entry, happening.request))) return [];
    const cut = actions.findIndex(
      ({ action }, place) => ending.includes(action.kind) && place > (node.done[actor] ?? 0),
    );
    if (cut < 0) return [];
    const done = node.done.map((count, place) => (place === actor ? cut : count));
    return [{ node: { ...node, done }, effects: [], whole: true, silent: false }];
  }

  /** A request that is refused, and changes nothing, where a declared deviation is what would come of it. */
  #refuse(node: Node, { events: [happening], sent }: SentAction, actor: number): Move | undefined {
    if (this.#deviations.size === 0 || !happening) return undefined;
    const [, effects] = step(this.config, node.server, happening);
    if (!effects.some(({ clauses: [cause] }) => this.#deviations.has(cause))) return undefined;
    const entry = this.#connections[actor]?.log[node.read[actor] ?? 0];
    const seen = entry?.observation;
    if (!entry || entry.index < sent || seen?.kind !== 'rejected') return undefined;
    const request = 'request' in happening ? happening.request : 0;
    if (seen.replyTo !== undefined && seen.replyTo !== request) return undefined;
    const { matched, done, read } = node;
    const refusing = this.#refusing(node, happening);
    const after = {
      ...node,
      ...refusing,
      done: oneMore(done, actor),
      read: oneMore(read, actor),
      matched: matched + 1,
    };
    return { node: after, effects: [], whole: true, silent: true };
  }

  /** The server after it has refused a request, as it would one that it does not know. */
  #refusing({ server, told }: Node, happening: ServerEvent): Pick<Node, 'server' | 'told'> {
    if (happening.type !== 'request') return { server, told };
    const [after, [refusal]] = step(this.config, server, { ...happening, ask: { kind: 'unknown' } });
    const roomObject = refusal && streamOf(refusal, after);
    if (refusal?.kind !== 'send' || roomObject === undefined) return { server: after, told };
    return { server: after, told: { ...told, [roomObject]: [...(told[roomObject] ?? []), refusal.message] } };
  }

  /** Everything seen is accounted for, everything sent was taken up or could be lost, and every loss that shows was noticed. */
  #finished(node: Node): boolean {
    for (let index = 0; index < this.#connections.length; index += 1) {
      const connection = this.#connections[index];
      if (!connection) continue;
      if ((node.done[index] ?? 0) < connection.actions.length && !connection.severed) return false;
      const entry = connection.log[node.read[index] ?? 0];
      if (entry) {
        this.#stops.note({ ...this.#logs.place(node), connection, wanted: undefined, found: entry.index });
        return false;
      }
    }
    const server = this.#afterLosses(node.server);
    const finished = enabled(server).every((happening) => this.#unnoticeable(node, server, happening));
    if (finished) this.#end = node;
    return finished;
  }

  /** Where a loss is not the departure, noticing it shows nothing. */
  #afterLosses(before: Server): Server {
    if (this.config.resumeWindowMs === 0) return before;
    return before.severed
      .filter(({ how }) => how === 'lost')
      .reduce((server, { connection }) => step(this.config, server, { type: 'lost', connection })[0], before);
  }

  /** Whether an event of the server's own would be seen by nobody who can still see something, or need not have come yet. */
  #unnoticeable(node: Node, server: Server, happening: ServerEvent): boolean {
    if (happening.type === 'expired' && !this.problem.overdue(this.#seats.get(happening.roomObject) ?? '')) return true;
    if (happening.type === 'lost' && !this.problem.overdue(this.#seatOf(happening.connection))) return true;
    const [, effects] = step(this.config, server, happening);
    const due = effects.find(({ to }) => !this.#logs.connection(to)?.severed);
    const connection = due && this.#logs.connection(due.to);
    if (connection) this.#stops.note({ ...this.#logs.place(node), connection, wanted: due, found: undefined });
    return !due;
  }

  #seatOf = (connection: string): string => this.#logs.connection(connection)?.seat ?? '';
}

/** Steps by which a connection ends, whatever was on its way. */
const ending: readonly Action['kind'][] = ['cut', 'close', 'malformed'];

const isNews = ({ kind }: ShownEntry['observation']): boolean =>
  kind === 'participantJoined' || kind === 'participantLeft';

const answers = ({ observation }: ShownEntry, request: number): boolean =>
  'replyTo' in observation && observation.replyTo === request;

const isLoss = ({ type }: ServerEvent): boolean => type === 'lost' || type === 'goodbye';

const oneMore = (counts: readonly number[], place: number): number[] =>
  counts.map((count, index) => (index === place ? count + 1 : count));
