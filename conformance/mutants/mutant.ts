/** A fault, built into the reference server on purpose: what it does, which clause it breaks, and the part that it wraps. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Config } from '../../spec/machine/config.js';
import { type Changes, type Lookup, noChanges } from '../../spec/machine/draft.js';
import type { Ask, Event } from '../../spec/machine/events.js';
import type { Effect, Message, Refusal, Step } from '../../spec/machine/messages.js';
import type { Participation, RoomEvent, RoomObject, RoomState, Telling } from '../../spec/machine/state.js';
import type { Parts, Wrap } from '../reference/server/parts.js';
import type { ServeOptions } from '../reference/server/server.js';

/** How the server is set up where a fault, or a variant, needs it so. What is left out is as it would be anyhow. */
export type Setup = Pick<ServeOptions, 'config' | 'roomOrder' | 'heartbeat' | 'limits' | 'operatorToken'>;

/** How a server differs from the reference server. */
export interface Alteration {
  readonly name: string;
  readonly summary: string;
  readonly wrap: Wrap;
  readonly setup?: Setup;
  /** What it is with a seed, where it does things by chance; it stands in place of the two above. */
  readonly seeded?: (seed: number) => { readonly wrap: Wrap; readonly setup?: Setup };
}

/** How a server is altered, where a seed decides as well. */
export const alteredBy = ({ seeded, wrap, setup = {} }: Alteration, seed: number) => ({
  wrap,
  setup,
  ...seeded?.(seed),
});

/** A fault of the server. */
export interface Mutant extends Alteration {
  readonly breaks: ClauseId;
  /** How else it may show: which of two messages comes first decides what is seen of a race. */
  readonly or?: readonly ClauseId[];
  /** How many applied steps it takes to show, where that is more than six: so many people, or so many requests. */
  readonly steps?: number;
}

/** What the right machine did in one room with one event, for a fault that changes what it tells. */
export interface Decided {
  readonly config: Config;
  readonly before: RoomState;
  readonly event: RoomEvent;
  readonly after: RoomState;
  readonly tellings: readonly Telling[];
}

/** Wraps the machine so that what every event has a room tell passes through `change`. What is told is numbered afterwards. */
export const changingTellings =
  (change: (decided: Decided) => readonly Telling[]): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    machine: (config, before, event) => {
      const [after, tellings] = parts.machine(config, before, event);
      return [after, change({ config, before, event, after, tellings })];
    },
  });

/** What the right server did with one event, and how it looked before. */
export interface Happened {
  readonly look: Lookup;
  readonly event: Event;
  readonly changes: Changes;
}

/** Wraps the server so that the effects of every event, numbered already, pass through `change`. */
export const changingEffects =
  (change: (happened: Happened) => Effect[]): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    react: (config, look, event, machine) => {
      const changes = parts.react(config, look, event, machine);
      return { rooms: changes.rooms, roomObjects: changes.roomObjects, effects: change({ look, event, changes }) };
    },
  });

/** Wraps the machine so that what it tells anybody passes through `change`. */
export const rewording = (change: (message: Message) => Message): Wrap =>
  changingTellings(({ tellings }) => tellings.map((telling) => ({ ...telling, message: change(telling.message) })));

/** Wraps the server so that it takes up another event than the one that has happened; undefined: none. */
export const changingEvents =
  (change: (event: Event, look: Lookup) => Event | undefined): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    react: (config, look, event, machine) => {
      const other = change(event, look);
      return other ? parts.react(config, look, other, machine) : noChanges;
    },
  });

/** Wraps the machine so that every room decides as if the server had declared something else. */
export const pretending =
  (other: Partial<Config>): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    machine: (config, room, event) => parts.machine({ ...config, ...other }, room, event),
  });

type RoomStep = Step<RoomState, Telling>;

/** Wraps the machine so that some events are decided otherwise; undefined: as they should be. */
export const deciding =
  (decide: (room: RoomState, event: RoomEvent, right: Asked['right']) => RoomStep | undefined): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    machine: (config, room, event) => {
      const right: Asked['right'] = (other = event, state = room) => parts.machine(config, state, other);
      return decide(room, event, right) ?? right();
    },
  });

/** A request of somebody who is present. */
export interface Asked {
  readonly config: Config;
  readonly room: RoomState;
  readonly caller: Participation;
  readonly ask: Exclude<Ask, { kind: 'switch' }>;
  readonly request: number;
  /** What the right machine does with the event, or with another one, in this room or in another state of it. */
  readonly right: (event?: RoomEvent, state?: RoomState) => RoomStep;
}

/** Wraps the machine so that requests of one kind are dealt with otherwise; undefined: as they should be. */
export const answering =
  (kind: Asked['ask']['kind'], decide: (asked: Asked) => RoomStep | undefined): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    machine: (config, room, event) => {
      const right: Asked['right'] = (other = event, state = room) => parts.machine(config, state, other);
      const caller = event.type === 'ask' ? room.present.find(({ id }) => id === event.participation) : undefined;
      if (event.type !== 'ask' || event.ask.kind !== kind || !caller) return right();
      const { ask, request } = event;
      return decide({ config, room, caller, ask, request, right }) ?? right();
    },
  });

const answered = ({ room, caller }: Asked, message: Message): RoomStep => [
  room,
  [{ kind: 'tell', to: caller.roomObject, message, clauses: ['request.answered'] }],
];

/** Accepted, and nothing else happens. */
export const merelyAccepted = (asked: Asked): RoomStep => answered(asked, { kind: 'accepted', replyTo: asked.request });

/** Rejected, and nothing else happens. */
export const refusedBy = (asked: Asked, code: Refusal): RoomStep =>
  answered(asked, { kind: 'rejected', replyTo: asked.request, code });

/** What a server with a bad memory sees: the same state, with every room object as `change` shows it. */
export const seenThrough = (look: Lookup, change: (roomObject: RoomObject) => RoomObject): Lookup => ({
  room: (name) => look.room(name),
  roomObject: (id) => {
    const one = look.roomObject(id);
    return one && change(one);
  },
  carriedBy: (connection) => look.carriedBy(connection),
  holderOf: (token) => look.holderOf(token),
  askedWith: (joinId, room, participant) => look.askedWith(joinId, room, participant),
});
