/** What every connection was shown, and whether what the machine sends may have come just so. */
import type { ClauseId } from '../../gen/clauses.js';
import {
  closeOver,
  type Effect,
  type Message,
  numbered,
  type RoomObjectId,
  type Server,
} from '../../spec/machine/index.js';
import { isAbout, sequenceOf, shows } from './match.js';
import { dropsTail, isAnswer, isFenced, type OrderRules, type Owed, whyBehind } from './owed.js';
import type { ConnectionHistory, Problem, ShownEntry } from './problem.js';
import type { SeenEffect, Stop } from './search-result.js';

/** How far everything is accounted for: the machine, and for each connection what was seen and what is still owed. */
export interface Accounted {
  readonly server: Server;
  /** How far each log is accounted for, in the order of the connections. */
  readonly read: readonly number[];
  readonly owed: readonly (readonly Owed[])[];
  /** The numbered messages of each stream that were seen, in the order of their numbers. */
  readonly told: Readonly<Record<RoomObjectId, readonly Message[]>>;
  readonly matched: number;
}

export interface Showing {
  readonly account: Accounted;
  /** What was seen of what is accounted for now. */
  readonly effects: readonly SeenEffect[];
  /** Nothing of the new effects is lost or still to come. */
  readonly all: boolean;
}

/** What an event has sent. */
export interface Sending {
  readonly effects: readonly Effect[];
  /** The machine before the event: whom a connection carried that carries nobody any more. */
  readonly before: Server;
  /** Nothing that was seen before this can be an effect: the index in the history of what caused it. */
  readonly since: number;
}

export class ConnectionLogs {
  readonly #index: ReadonlyMap<string, number>;

  constructor(
    private readonly problem: Problem,
    /** Whether closes say something about departures, as they do on Adjourn's own wire. */
    private readonly wire: boolean,
  ) {
    this.#index = new Map(problem.connections.map(({ id }, index) => [id, index]));
  }

  connection(id: string): ConnectionHistory | undefined {
    return this.problem.connections[this.#index.get(id) ?? -1];
  }

  /** The index in the history of the first thing that is not accounted for; infinity where everything is. */
  earliestUnread(read: readonly number[]): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < read.length; index += 1) {
      const entry = this.problem.connections[index]?.log[read[index] ?? 0];
      if (entry && entry.index < earliest) earliest = entry.index;
    }
    return earliest;
  }

  /** Puts effects behind what is owed already, and accounts for what was seen of it all; where that cannot be, what stands in the way. */
  show({ effects, before, since }: Sending, account: Accounted): Showing | Stop {
    const owed = [...account.owed];
    const wrong: Stop[] = [];
    let all = true;
    for (const sent of effects) {
      if (sent.kind === 'close' && !this.wire) continue;
      const index = this.#index.get(sent.to) ?? -1;
      const connection = this.problem.connections[index];
      if (!connection) throw new Error(`the machine sends to ${sent.to}, a connection that the history does not have`);
      const effect = overtaken(sent, connection);
      const rest = connection.log.slice(account.read[index]).filter((entry) => entry.index >= since);
      const unseen = !rest.some(({ observation }) => shows(effect, observation));
      if (unseen && !this.#mayBeUnseen(effect, connection))
        wrong.push({ ...this.place(account), connection, wanted: effect, found: instead(effect, rest) });
      all &&= !unseen;
      const roomObject = streamOf(effect, account.server) ?? streamOf(effect, before);
      owed[index] = [...(owed[index] ?? []), { effect, roomObject, since, unseen }];
    }
    // The first wrong record is the guilty one.
    const [first, ...others] = wrong;
    if (first)
      return others.reduce((least, one) => ((one.found ?? never) < (least.found ?? never) ? one : least), first);
    const advanced = this.#advance({ ...account, owed });
    return 'wanted' in advanced ? advanced : { ...advanced, all };
  }

  /** How far everything is accounted for. */
  place({ matched, read }: Pick<Accounted, 'matched' | 'read'>): Pick<Stop, 'matched' | 'upTo'> {
    return { matched, upTo: this.earliestUnread(read) };
  }

  /** What is owed on a connection that ends in another way than by RoomLeft may be dropped, and RoomLeft settles what is unanswered. */
  #mayBeUnseen(effect: Effect, { severed, log }: ConnectionHistory): boolean {
    if (severed) return true;
    const last = log.at(-1)?.observation;
    if (effect.kind === 'send' && last?.kind === 'closed' && dropsTail(last.code)) return true;
    if (effect.kind === 'close' || effect.message.kind === 'roomLeft' || !isAnswer(effect)) return false;
    return log.some(({ observation }) => observation.kind === 'roomLeft' && !observation.replyTo);
  }

  /** Accounts for everything that is owed and was seen next. */
  #advance(account: Accounted): Omit<Showing, 'all'> | Stop {
    const next = new Advance(account, this.problem);
    for (let index = 0; index < account.owed.length; index += 1) {
      const stop = next.along(index);
      if (stop) return { ...stop, ...this.place(next.done.account) };
    }
    return next.done;
  }
}

/** Whose stream of messages an effect belongs to; undefined for what stands outside of every stream. */
export const streamOf = ({ to, ...effect }: Effect, { roomObjects }: Server): RoomObjectId | undefined =>
  effect.kind === 'close' || effect.sequence === 0
    ? undefined
    : Object.values(roomObjects).find(({ connection }) => connection === to)?.id;

/** A RoomLeft that waits in an outbox is dropped with the rest of it where a bad frame closes the connection first. Clause `connection.drops-unsent`. */
function overtaken(effect: Effect, { actions, log }: ConnectionHistory): Effect {
  const last = log.at(-1);
  if (effect.kind !== 'close' || dropsTail(effect.code) || last?.observation.kind !== 'closed') return effect;
  if (log.some(({ observation }) => observation.kind === 'roomLeft')) return effect;
  const { code } = last.observation;
  return (
    actions
      .filter(({ sent }) => sent < last.index)
      .flatMap(({ events }) => events.flatMap((one) => (one.type === 'broken' ? closeOver(effect.to, one.fault) : [])))
      .find((close) => close.kind === 'close' && close.code === code) ?? effect
  );
}

const never = Number.POSITIVE_INFINITY;

/** What was seen in place of something that is not there: the same altered, or what must not come before it. */
function instead(effect: Effect, rest: readonly ShownEntry[]): number | undefined {
  const alike = rest.find(({ observation }) => isAbout(effect, observation));
  const last = rest.find(({ observation: { kind } }) => kind === 'roomLeft' || kind === 'closed');
  return (alike ?? (isFenced(effect) ? last : undefined))?.index;
}

/** What stands in the way on one log. */
type Blocked = Omit<Stop, 'matched' | 'upTo'>;

/** One pass over all that is owed: what is next in a log, and owed, is accounted for. */
class Advance {
  #server: Server;
  readonly #read: number[];
  readonly #owed: (readonly Owed[])[];
  readonly #told: Record<RoomObjectId, readonly Message[]>;
  readonly #effects: SeenEffect[] = [];
  readonly #rules: OrderRules;

  constructor(
    private readonly account: Accounted,
    private readonly problem: Problem,
  ) {
    this.#server = account.server;
    this.#read = [...account.read];
    this.#owed = [...account.owed];
    this.#told = { ...account.told };
    this.#rules = { ordered: problem.ordered, isNumbered: (owed) => this.#numberOf(owed) > 0 };
  }

  get done(): Omit<Showing, 'all'> {
    const matched = this.account.matched + this.#effects.length;
    const account = { server: this.#server, read: this.#read, owed: this.#owed, told: this.#told, matched };
    return { account, effects: this.#effects };
  }

  /** Along one log; what stands in the way, where what is next is owed and must not come yet. */
  along(index: number): Blocked | undefined {
    const connection = this.problem.connections[index];
    if (!connection) return undefined;
    for (;;) {
      const queue = this.#owed[index] ?? [];
      const entry = connection.log[this.#read[index] ?? 0];
      const place = entry ? queue.findIndex((owed) => !owed.unseen && this.#fits(owed, entry)) : -1;
      const owed = queue[place];
      if (!entry || !owed) return undefined;
      const stop = (why: { clause: ClauseId; wanted: Effect }): Blocked => ({ connection, found: entry.index, ...why });
      for (const earlier of queue.slice(0, place)) {
        const clause = whyBehind(owed, earlier, this.#rules);
        if (clause) return stop({ clause, wanted: earlier.effect });
      }
      if (!this.#isDense(owed, entry)) return stop({ clause: 'sequence.dense', wanted: owed.effect });
      this.#take(index, place, owed, entry);
    }
  }

  #fits({ effect, since }: Owed, { index, observation }: ShownEntry): boolean {
    if (index < since || !shows(effect, observation)) return false;
    if (observation.kind !== 'joined' && observation.kind !== 'resumed') return true;
    // What is taken up before the message goes out may count already. Clause `resume.last-request`.
    const { lastRequest } = this.#streamAt(effect.to) ?? observation;
    return observation.lastRequest <= lastRequest;
  }

  #streamAt = (to: string) => Object.values(this.#server.roomObjects).find(({ connection }) => connection === to);

  /** What stands outside of every stream has the number 0; what is sent again has the one that it had. */
  #isDense(owed: Owed, { observation }: ShownEntry): boolean {
    const seen = sequenceOf(observation);
    if (seen === undefined) return true;
    if (owed.roomObject === undefined) return seen === 0;
    return seen === (this.#numberOf(owed) || (this.#told[owed.roomObject]?.length ?? 0) + 1);
  }

  /** The number that a message was given when it was first seen; 0 where it was not. */
  #numberOf({ effect, roomObject }: Owed): number {
    if (roomObject === undefined || effect.kind === 'close') return 0;
    return (this.#told[roomObject] ?? []).findIndex((message) => isSame(message, effect.message)) + 1;
  }

  #take(index: number, place: number, owed: Owed, { observation }: ShownEntry): void {
    const { effect, roomObject } = owed;
    if (roomObject !== undefined && effect.kind === 'send' && this.#numberOf(owed) === 0) {
      const told = [...(this.#told[roomObject] ?? []), effect.message];
      this.#told[roomObject] = told;
      this.#server = numbered(this.#server, roomObject, effect.message, told.length);
    }
    const queue = this.#owed[index] ?? [];
    // What a close or RoomLeft has passed by was dropped.
    const isLast = effect.kind === 'close' || effect.message.kind === 'roomLeft';
    this.#owed[index] = isLast ? queue.slice(place + 1) : queue.filter((_, at) => at !== place);
    this.#read[index] = (this.#read[index] ?? 0) + 1;
    this.#effects.push({ effect, reason: 'reason' in observation ? observation.reason : undefined });
  }
}

/** A Joined that is sent again bears what is true by then. */
const isSame = (one: Message, other: Message): boolean =>
  one === other || (one.kind === 'joined' && other.kind === 'joined' && one.participation === other.participation);
