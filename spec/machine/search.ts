/** One search for everything that is explored: breadth first, each state once. */

/**
 * What may happen next, and where it leads.
 *
 * @example
 * const one: Successor<number, string> = { event: 'plus one', next: 2 };
 */
export interface Successor<State, Event> {
  readonly event: Event;
  /** Undefined where nothing changes, or where what is searched ends. */
  readonly next: State | undefined;
}

/**
 * What is searched.
 *
 * @example
 * const space: Space<number, string> = { start: 0, key: String, successors: (n) => (n < 3 ? [{ event: 'plus one', next: n + 1 }] : []) };
 */
export interface Space<State, Event, Next extends Successor<State, Event> = Successor<State, Event>> {
  readonly start: State;
  /** States that go on alike have the same key. */
  readonly key: (state: State) => string;
  /** Everything that may happen in a state. It may throw a {@link RuleViolation}, about what it has just let happen. */
  readonly successors: (state: State) => readonly Next[];
  /** Throws a {@link RuleViolation} where a state is wrong. */
  readonly check?: (state: State, successors: readonly Next[]) => void;
}

/**
 * What a search comes to.
 *
 * @example
 * const isRight = ({ violation }: Searched<string>): boolean => violation === undefined;
 */
export interface Searched<Event> {
  readonly states: number;
  readonly transitions: number;
  /** What is wrong first, and the shortest way to it. */
  readonly violation?: { readonly what: string; readonly way: readonly Event[] };
}

/**
 * A rule is broken. The message says which, and by what.
 *
 * @example
 * throw new RuleViolation('ann departed twice');
 */
export class RuleViolation extends Error {}

/**
 * Holds a rule.
 * @throws {RuleViolation} where it is broken
 */
export function demand(holds: boolean, otherwise: () => string): asserts holds {
  if (!holds) throw new RuleViolation(otherwise());
}

/** How a state was reached: the events alone, so that the states behind can be forgotten. */
interface Way<Event> {
  readonly event: Event;
  readonly from: Way<Event> | undefined;
}

interface Found<State, Event> {
  readonly state: State;
  readonly way: Way<Event> | undefined;
}

/**
 * Visits every state that can be reached, the nearest first, and stops at the first that is wrong.
 *
 * @example
 * // Whatever a server does by itself, nobody else comes into the room.
 * const config = configOf();
 * const { states, violation } = search<Server, Event>({
 *   start: idle,
 *   key: ({ rooms }) => JSON.stringify(rooms),
 *   successors: (server) => enabled(server).map((event) => ({ event, next: step(config, server, event)[0] })),
 *   check: ({ rooms }) => {
 *     if ((rooms.blue?.present.length ?? 0) > 1) throw new RuleViolation('somebody else is there');
 *   },
 * });
 */
export function search<State, Event, Next extends Successor<State, Event> = Successor<State, Event>>({
  start,
  key,
  successors,
  check,
}: Space<State, Event, Next>): Searched<Event> {
  const seen = new Set([key(start)]);
  let transitions = 0;
  let level: Found<State, Event>[] = [{ state: start, way: undefined }];
  while (level.length > 0) {
    const further: Found<State, Event>[] = [];
    for (const { state, way } of level) {
      let all: readonly Next[];
      try {
        all = successors(state);
        check?.(state, all);
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        return { states: seen.size, transitions, violation: { what: error.message, way: eventsOf(way) } };
      }
      transitions += all.length;
      for (const { event, next } of all) {
        if (next === undefined) continue;
        const id = key(next);
        if (seen.has(id)) continue;
        seen.add(id);
        further.push({ state: next, way: { event, from: way } });
      }
    }
    level = further;
  }
  return { states: seen.size, transitions };
}

function eventsOf<Event>(way: Way<Event> | undefined): Event[] {
  const events: Event[] = [];
  for (let one = way; one; one = one.from) events.push(one.event);
  return events.reverse();
}
