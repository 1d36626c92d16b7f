/**
 * What the lines of a log become while they wait to be judged: groups of rooms, with their room objects,
 * connections and records.
 */

import type { Partly } from '../../exchange/clause-extent.js';
import type { HistoryRecord, Sent } from '../../exchange/history.js';
import type { JoinedObservation, Member } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';

/** One client in a room: from its Join through every Resume and SwitchRoom. In a history it is a seat of its own. */
export interface LoggedRoomObject {
  readonly seat: Seat;
  readonly joinId: string;
  group: RoomGroup;
  /** The room that it asked for last, and the one that it was in last. */
  room: string;
  inside?: string;
  /** How many connections it has had. */
  connections: number;
  /** The highest request that it has sent, and the highest sequence that it was sent, as the log has them. */
  request: number;
  sequence: number;
  readonly tokens: string[];
  /** The participations that it was shown as its own. */
  readonly participations: string[];
  origin: Origin;
  readonly flaws: Set<Flaw>;
  /** From here on its numbers are counted, once the records before have been forgotten. */
  checkpoint?: Checkpoint;
}

/** How a room object begins, as far as the log shows. */
type Origin =
  | 'join'
  /** By a Join with the join id of a room object that has been forgotten. */
  | 'forgotten-join'
  /** By something else than a Join. */
  | 'no-join'
  /** It goes on from before the system was started again. */
  | 'before-restart';

/** Why the records of a room object cannot be judged. */
type Flaw =
  /** It was sent a message that this version does not know, so nobody can tell what its stream lacks. */
  | 'unreadable'
  /** Some of its lines belong to another client, or they are in a wrong order. */
  | 'torn';

/** The numbers of a room object where its records were forgotten. */
export interface Checkpoint {
  readonly request: number;
  readonly sequence: number;
  /** The sequence that stands for that one in the synthetic records. */
  readonly synthetic: number;
}

/** A connection of a room object. A Join that was refused leaves it free. */
export interface LoggedConnection {
  readonly name: string;
  readonly object: LoggedRoomObject;
  /** Which of the room object's connections it is, counted from 1. */
  readonly number: number;
  state: 'waiting' | 'bound' | 'left' | 'free' | 'closed';
  /** The line in which it began, and the one in which it ended. */
  readonly began: number;
  ended?: number;
  /** The line that opened it once more while it was open: its client is wrong, or another connection bears its name. */
  twice?: number;
  /** It bears the name of one that had ended, and its Join has the id of that one's. */
  readonly repeats: boolean;
  /** The line in which the name is used again, where it had been another connection's. */
  readonly from?: number;
}

/** A call of the operator's that has no answer yet. */
export interface LoggedCall {
  readonly name: string;
  readonly number: number;
  group: RoomGroup;
  /** As it stands among the records. Its answer shows how it was authorized. */
  readonly sent: Omit<Sent, 'action'> & { action: Action };
}

/** A record of a history, with the line that it comes from. */
export interface LoggedRecord {
  readonly record: HistoryRecord;
  /** The line of the log, counted from 1. */
  readonly line: number;
  /** Whose record it is; undefined for the operator's calls. */
  readonly object: LoggedRoomObject | undefined;
  /** Where the line is kept as it stands in the log; texts.ts writes and reads it. */
  page?: Buffer | undefined;
  offset?: number;
  /** It is not from the log: it stands for records that have been forgotten. */
  readonly synthetic?: true;
}

/**
 * Rooms that have to be judged together while they are open: a room, and those that somebody has switched to or
 * from.
 */
export interface RoomGroup {
  readonly rooms: Set<string>;
  readonly objects: Set<LoggedRoomObject>;
  readonly connections: Set<LoggedConnection>;
  readonly calls: Set<LoggedCall>;
  records: LoggedRecord[];
  /** The stamp of its latest line. */
  at: number;
  /** How long after its latest line something may still come, once nobody is connected. */
  lingerMs: number;
  /** Where it was last seen at rest: how many records it had then, and its state. */
  rest: { readonly index: number; readonly snapshot: GroupSnapshot } | undefined;
  /** How many of its records are judged together at least, before any can be forgotten. */
  readonly segmentRecords: number;
  /** How many records there must be before it is compacted. */
  compactFrom: number;
  /** How many of its records are synthetic. */
  synthetic: number;
  /**
   * Why only what each client was shown can be judged: its records were forgotten in the middle of something, or
   * somebody is in it from before the system was started again.
   */
  partly: (Partly & ('restless' | 'before')) | undefined;
  /** Lines in which something has been found: nothing more is said of them. */
  readonly accused: Set<number>;
  /** How many of its connections wait or are bound. */
  openConnections: number;
  /** Where the texts of its latest lines are kept, and how much of it is used. */
  page: Buffer | undefined;
  pageUsed: number;
}

/** What the records of a room object amount to. */
export interface LoggedState {
  readonly object: LoggedRoomObject;
  room: string;
  /** The latest Joined with its line; undefined before the first one and after the departure. */
  joined: { readonly observation: JoinedObservation; readonly line: number } | undefined;
  connection: number;
  /** When its connection ended; undefined while it has one. */
  lostAt: number | undefined;
  token: string;
  /** The others who are present, as it was shown, by participation. */
  readonly others: Map<string, Member>;
  /** Requests that have no answer yet, by their numbers. */
  readonly waiting: Map<number, LoggedRecord>;
  /** The Join or the Resume that has no answer yet. */
  opening: LoggedRecord | undefined;
  /** It was told of its departure, and its connection is still open. */
  closing: boolean;
  request: number;
  sequence: number;
}

/** What the records of a group amount to. */
export interface GroupSnapshot {
  readonly at: number;
  /** Those who are in a room and connected, in the order in which they came. */
  readonly present: readonly LoggedState[];
  readonly atRest: boolean;
}
