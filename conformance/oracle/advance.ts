import type { Message, RoomObjectId } from '../../spec/machine/messages.js';
import { numbered } from '../../spec/machine/room-object.js';
import type { Server } from '../../spec/machine/state.js';
import { sequenceOf, shows } from './match.js';
import { type OrderRules, type Owed, whyBehind } from './owed.js';
import type { Problem, ShownEntry } from './problem.js';
import type { SearchStop, SeenEffect } from './search-result.js';

/** How far everything is accounted for: the machine, and for each connection what was seen and what is still owed. */
export interface Accounted {
  readonly server: Server;
  /** How far each log is accounted for, in the order of the connections. */
  readonly read: readonly number[];
  readonly owed: readonly (readonly Owed[])[];
  /** The numbered messages of each room object that were seen, in the order of their numbers. */
  readonly told: Readonly<Record<RoomObjectId, readonly Message[]>>;
  readonly matched: number;
}

/** What comes of a pass. */
export interface Advanced {
  readonly account: Accounted;
  /** What was seen of what is accounted for now. */
  readonly effects: readonly SeenEffect[];
  /** What stands in the way; undefined where nothing does. */
  readonly stop: Blocked | undefined;
}

/** The same, with queues that the pass may change in place: it runs for each event of each search. */
export interface AccountDraft extends Accounted {
  readonly owed: (readonly Owed[])[];
}

/** Accounts for everything that is owed and was seen next. */
export function advance(account: AccountDraft, problem: Problem): Advanced {
  const pass = new Advance(account, problem);
  for (let index = 0; index < account.owed.length; index += 1) {
    const stop = account.owed[index]?.length ? pass.along(index) : undefined;
    if (stop) return { ...pass.done, stop };
  }
  return { ...pass.done, stop: undefined };
}

/** What stands in the way on one log. */
export type Blocked = Omit<SearchStop, 'matched' | 'upTo'>;

/** The pass while it goes on. */
class Advance {
  #server: Server;
  readonly #read: number[];
  readonly #owed: (readonly Owed[])[];
  #told: Readonly<Record<RoomObjectId, readonly Message[]>>;
  readonly #effects: SeenEffect[] = [];

  constructor(
    private readonly account: AccountDraft,
    private readonly problem: Problem,
  ) {
    this.#server = account.server;
    this.#read = [...account.read];
    this.#owed = account.owed;
    this.#told = account.told;
  }

  get done(): Omit<Advanced, 'stop'> {
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
      const passed = place === 0 ? undefined : this.#passedBy(queue, place);
      const why = passed ?? this.#notDense(owed, entry);
      if (why) return { connection, found: entry.index, ...why };
      this.#take(index, place, owed, entry);
    }
  }

  /** What must come before the owed message at a place of a queue, and has not. */
  #passedBy(queue: readonly Owed[], place: number): Why | undefined {
    const { ordered, unfenced } = this.problem;
    const rules: OrderRules = { ordered, unfenced, isNumbered: (one) => this.#numberOf(one) > 0 };
    for (const earlier of queue.slice(0, place)) {
      const clause = whyBehind(queue[place] as Owed, earlier, rules);
      if (clause) return { clause, wanted: earlier.effect };
    }
    return undefined;
  }

  #fits({ effect }: Owed, { observation }: ShownEntry): boolean {
    if (!shows(effect, observation)) return false;
    if (observation.kind !== 'joined' && observation.kind !== 'resumed') return true;
    // What is taken up before the message goes out may count already. Clause `resume.last-request`.
    const { lastRequest } = this.#carriedBy(effect.to) ?? observation;
    return observation.lastRequest <= lastRequest;
  }

  #carriedBy = (to: string) => Object.values(this.#server.roomObjects).find(({ connection }) => connection === to);

  /** What is not numbered has the number 0; what is sent again has the one that it had. */
  #notDense(owed: Owed, { observation }: ShownEntry): Why | undefined {
    const { effect, roomObject } = owed;
    const next = roomObject === undefined ? 0 : (this.#told[roomObject]?.length ?? 0) + 1;
    const sequence = this.#numberOf(owed) || next;
    if (effect.kind === 'close' || (sequenceOf(observation) ?? sequence) === sequence) return undefined;
    return { clause: 'sequence.dense', wanted: { ...effect, sequence } };
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
      this.#told = { ...this.#told, [roomObject]: told };
      this.#server = numbered(this.#server, roomObject, effect.message, told.length);
    }
    const queue = this.#owed[index] ?? [];
    // What a close or RoomLeft has passed by was dropped.
    const isLast = effect.kind === 'close' || effect.message.kind === 'roomLeft';
    this.#owed[index] = isLast ? queue.slice(place + 1) : queue.filter((_, other) => other !== place);
    this.#read[index] = (this.#read[index] ?? 0) + 1;
    this.#effects.push({ effect, reason: 'reason' in observation ? observation.reason : undefined });
  }
}

/** Why what is next in a log must not come yet. */
type Why = Pick<Blocked, 'clause' | 'wanted'>;

/** A Joined that is sent again bears what is true by then. */
const isSame = (one: Message, other: Message): boolean =>
  one === other || (one.kind === 'joined' && other.kind === 'joined' && one.participation === other.participation);
