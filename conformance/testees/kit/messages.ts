/**
 * What a conformance suite and a testee say to each other, as the JSON in which it travels. The section "Testee" of the
 * specification says when each of them is due; here stands what each of them holds.
 */
import type { Ready } from './ready.js';
import type { Role, Told } from './told.js';

/**
 * A command of the suite's, with its number. It holds one of these kinds; one that holds none is answered `unsupported`.
 *
 * @example
 * const command: Command = { id: 1, hello: { version: '1.0' } };
 */
export interface Command {
  /** 1 and up; the answer bears it. */
  readonly id: number;
  /** Who speaks; always first. */
  readonly hello?: { readonly version: string };
  /** A new world. */
  readonly open?: Open;
  /** Somebody does something. */
  readonly act?: Act;
  /** Asks for a sign that everything that was told has been passed on. */
  readonly settle?: { readonly world: string };
  /** The world is over. */
  readonly close?: { readonly world: string };
}

/**
 * A world that the suite opens: one meeting place, with its people. Many are open at once.
 *
 * @example
 * const open: Open = { world: 'w', url: 'ws://127.0.0.1:8080', seats: [] };
 */
export interface Open {
  /** Names the world. Rooms of two worlds that have the same label are different rooms. */
  readonly world: string;
  /** Where clients connect to; empty for a system, which knows its own address. */
  readonly url: string;
  /** Who is there; they join when they are told to. */
  readonly seats: readonly Seat[];
  /** For a system that asked for proxies: where each seat connects to, as host and port. */
  readonly addresses?: readonly { readonly seat: string; readonly address: string }[];
}

/**
 * Somebody who can act in a world.
 *
 * @example
 * const seat: Seat = { name: 'ann', participant: 'ann', role: 'ROLE_HOST' };
 */
export interface Seat {
  /** By this name actions call it. */
  readonly name: string;
  /** Who it is; two seats may be the same participant, as two devices are. */
  readonly participant: string;
  /** What it may do. */
  readonly role: Role;
}

/**
 * One step of one seat: its action has one of the kinds of {@link Actions} as a field.
 *
 * @example
 * const act: Act = { world: 'w', action: { seat: 'ann', join: { room: 'blue' } } };
 */
export interface Act {
  readonly world: string;
  readonly action: Action;
  /** For a join or a switch of a client; empty where there is none. */
  readonly accessToken?: string;
}

/**
 * A step as it travels, such as `{ seat: 'ann', join: { room: 'blue' } }`.
 *
 * @example
 * const action: Action = { seat: 'ann', remove: { target: 'bob-1' } };
 */
export type Action = { readonly seat: string } & { readonly [Kind in ActionKind]?: Actions[Kind] };

/**
 * What an action holds, by its kind.
 *
 * @example
 * const what: Actions['join'] = { room: 'blue' };
 */
export interface Actions {
  /** Enters a room. */
  readonly join: { readonly room: string };
  /** Leaves, without the others. */
  readonly leave: object;
  /** Ends the meeting for all. */
  readonly end: object;
  /** Removes somebody: by the participation as `joined` told it, or by a name that nobody has. */
  readonly remove: { readonly target: string };
  /** Moves to another room. */
  readonly switchRoom: { readonly room: string };
  /** Asks to be a viewer. */
  readonly mode: { readonly mode: string };
  /** Asks for nothing, and waits for the answer. */
  readonly sync: object;
  /** Makes a request of a kind that there is not. */
  readonly unknown: object;
  /** The connection breaks off. */
  readonly cut: { readonly how?: 'CUT_KIND_UNSPECIFIED' | 'CUT_KIND_FIN' | 'CUT_KIND_RESET' };
  /** Nothing passes over the connection any more, and nobody is told. */
  readonly freeze: object;
  /** What a freeze held back passes after all. */
  readonly heal: object;
  /** Everything takes longer. */
  readonly delay: { readonly ms: number };
  /** A call of the system's back-end API, by the seat `operator`. */
  readonly operate: Operate;
  /** The application gives its room object back. */
  readonly dispose: object;
  /** The page or process that the client lives in goes away. */
  readonly unload: object;
  /** The application does something when it is told the next event of a kind, before its listener returns. Only for clients. */
  readonly listener: { readonly event: string; readonly reaction: string };
}

/**
 * The name of a kind of action.
 *
 * @example
 * const kind: ActionKind = 'switchRoom';
 */
export type ActionKind = keyof Actions;

/**
 * What the operator calls, in a room or about its participations.
 *
 * @example
 * const call: Operate = { call: 'CALL_END_MEETING', room: 'blue' };
 */
export interface Operate {
  readonly call: 'CALL_END_MEETING' | 'CALL_CLOSE_ROOM' | 'CALL_REMOVE_PARTICIPANT' | 'CALL_STOP_MEDIA_RELAY';
  readonly room: string;
  readonly session?: string;
  readonly targets?: readonly string[];
  readonly bearer?: 'BEARER_RIGHT' | 'BEARER_WRONG' | 'BEARER_MISSING';
}

/**
 * The answer to a command: one of these kinds, and exactly one answer to each command.
 *
 * @example
 * const answer: Answer = { refused: { why: 'PERMISSION_DENIED' } };
 */
export type Answer =
  | { readonly ready: Ready }
  /** It is done: a call has ended well. */
  | { readonly done: Empty }
  /** The testee cannot do it. */
  | { readonly unsupported: Empty }
  /** The call has failed, in the way that the API has for it. `native`: a system's own word for why. */
  | { readonly refused: { readonly why: string; readonly native?: string } }
  /** The call threw, or something else went wrong. */
  | { readonly broken: { readonly why: string } };

/**
 * Nothing more is said.
 *
 * @example
 * const done: { readonly done: Empty } = { done: {} };
 */
export type Empty = Readonly<Record<string, never>>;

/**
 * What a testee says: the answer to a command, or what an application was told.
 *
 * @example
 * const message: Message = { id: 1, done: {} };
 */
export type Message =
  | ({ readonly id: number } & Answer)
  | { readonly told: { readonly world: string; readonly seat: string; readonly event: Told } };
