/** What the lines of a log become while they wait to be judged. */
import type { Action, HistoryRecord, Seat, Sent } from '../../exchange/index.js';
import type { Group } from './group.js';

/** One client in a room: from its Join through every Resume and SwitchRoom. In a history it is a seat of its own. */
export interface RoomObject {
  readonly seat: Seat;
  readonly joinId: string;
  group: Group;
  /** Where it asked last to be let in, and where it was last. */
  room: string;
  inside?: string;
  /** How many connections it has had. */
  connections: number;
  /** The highest request that it has sent, and the highest sequence that it was sent, as the log has them. */
  request: number;
  sequence: number;
  readonly tokens: string[];
  /** Its first connection began with something else than a Join, as far as the log shows. */
  readonly unopened: boolean;
  /** It was sent something that this version does not know: what its stream lacks nobody can tell. */
  unreadable?: true;
  /** Its lines are not all its own, or not in their order. */
  torn: boolean;
  /** The participations that it was shown as its own. */
  readonly stays: string[];
  /** Its join id is that of one whose past has been let go. */
  readonly again: boolean;
  /** It goes on from before the system was started again. */
  past?: true;
  /** From where on its numbers are counted, once what came before has been let go. */
  base?: Base;
}

/** What a room object had come to when its past was let go. */
export interface Base {
  readonly request: number;
  readonly sequence: number;
  /** The sequence that stands in its place in the prelude. */
  readonly made: number;
}

/** Where a connection stands. A Join that was refused leaves it free. */
export interface Connection {
  readonly name: string;
  readonly object: RoomObject;
  /** Which of the room object's connections it is. */
  readonly number: number;
  state: 'waiting' | 'bound' | 'left' | 'free' | 'closed';
  /** The line in which it began, and the one in which it ended. */
  readonly began: number;
  ended?: number;
  /** Where it was opened once more, though it was open: by its client's mistake, or because another one bears its name. */
  twice?: number;
  /** It bears the name of one that had ended, and its Join has the id of that one's. */
  readonly repeats: boolean;
}

/** A call of the operator's that has no answer yet. */
export interface OpenCall {
  readonly name: string;
  readonly number: number;
  group: Group;
  /** As it stands among the entries: how it was authorized shows in its answer. */
  readonly sent: Omit<Sent, 'action'> & { action: Action };
}

export interface Entry {
  readonly record: HistoryRecord;
  /** The line of the log, counted from 1. */
  readonly line: number;
  /** Whose it is; none for the operator's calls. */
  readonly object: RoomObject | undefined;
  /** Not from the log: it stands for a past that has been let go. */
  readonly made?: true;
}
