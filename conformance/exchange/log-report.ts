/** What the judging of a log came to. */
import type { ClauseId } from '../../gen/clauses.js';
import type { ClauseExtent, Partly } from './clause-extent.js';
import type { History } from './history.js';
import type { ClauseWords, ExitCode } from './words.js';

/**
 * Something in a log that no course of events allows.
 *
 * @example
 * const inWords = ({ line, clause, seen }: LogFinding): string => `line ${line}: ${clause}, seen ${seen}`;
 */
export interface LogFinding {
  readonly clause: ClauseId;
  /** The log that it is in, where several are judged together. */
  readonly file?: string;
  /** The line of the log, counted from 1: the first wrong one, or the one by which something that is missing must have come. */
  readonly line: number;
  /** The stamp of that line. */
  readonly at: number;
  /** The rooms that were judged together with it. */
  readonly rooms: readonly string[];
  /** What would have been right here, and what was there instead; one line each. */
  readonly allowed: string;
  readonly seen: string;
  /** What else is broken in the same rooms at about that time, and may follow from it. */
  readonly also: readonly { readonly clause: ClauseId; readonly file?: string; readonly line: number }[];
  /** The lines of the log that show it, in their order; left out where they are not kept. */
  readonly excerpt?: readonly LogExcerptLine[];
  /** Those lines as a sequence diagram; left out where it is not drawn. */
  readonly diagram?: string;
  /** Only in a document. */
  readonly words?: ClauseWords;
  /** What these lines say, for a diagram; left out where they are not kept. */
  readonly scene?: LogScene;
  /** Who is meant by the participations that `allowed` and `seen` speak of; left out where nobody looked. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A few records of a log, with the names of people in the place of what the server calls them. */
export interface LogScene {
  readonly history: History;
  /** The index of the first wrong record; their number where something is missing at the end. */
  readonly wrong: number;
}

/** A line of a log as it stands there. */
export interface LogExcerptLine {
  /** The log that it is in, where several are judged together. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line: number;
  /** A long line is cut, and then ends with an ellipsis. */
  readonly text: string;
  /** Whose connection it is about; empty where nobody's. */
  readonly who?: string;
  /** Whether this is the line of the violation. */
  readonly wrong?: boolean;
}

/** Where something stands in a log. */
export interface LogPlace {
  readonly file?: string;
  readonly line: number;
  /** The stamp of that line. */
  readonly at: number;
}

/** In which rooms something was seen. */
export interface RoomsOfLog {
  readonly number: number;
  /** There are more rooms than were counted. */
  readonly more: boolean;
  /** The ones where it was seen most often. */
  readonly most: readonly { readonly room: string; readonly times: number }[];
}

/** When and where a clause was seen broken. */
export interface BrokenExtent {
  /** The earliest and the latest violation. */
  readonly since: LogPlace;
  readonly until: LogPlace;
  readonly rooms: RoomsOfLog;
}

/** How often one clause was seen broken in a log. */
export interface BrokenInLog {
  readonly clause: ClauseId;
  readonly times: number;
  /** The first of these violations, {@link KEPT_OF_A_CLAUSE} at most. */
  readonly first: readonly LogFinding[];
  /** When and where it was seen; left out in a document of an earlier version. */
  readonly extent?: BrokenExtent;
}

/** There may be millions of violations: so many of each clause are kept for those who show some. */
export const KEPT_OF_A_CLAUSE = 20;

/** So many others are named beside one violation. */
export const KEPT_ALSO = 100;

/** What was judged. */
export interface LogCounts {
  /** What servers showed their clients. */
  readonly observations: number;
  /** From the first line about it to the last; rooms between which somebody switched count as one. */
  readonly rooms: number;
  /** Pieces that were judged, and of these the ones in which each client's stream alone could be. */
  readonly pieces: number;
  readonly streams: number;
  /** Why these could only be judged so. */
  readonly partly: ReadonlyMap<Partly, number>;
  /** Lines of connections that began before the log, or whose rooms had been forgotten. */
  readonly strange: number;
  readonly findings: number;
  /** What is odd about the log itself, and not against any clause; a sentence or two each. */
  readonly remarks: readonly string[];
  /** How often each clause was held against something. */
  readonly checks: ReadonlyMap<ClauseId, number>;
  /** How far each clause of the specification was judged. */
  readonly clauses: readonly ClauseExtent[];
}

/** In milliseconds. */
export interface LogTime {
  /** From the first byte to the last verdict. */
  readonly total: number;
  /** Waiting for the log, and finding the ends of its lines. */
  readonly reading: number;
  /** From text to JSON, and from that to what the schema says. */
  readonly parsing: number;
  readonly decoding: number;
}

/** To which part of a log its judging was limited. */
export interface LogSelection {
  /** Rooms, by globs; empty for all. */
  readonly rooms: readonly string[];
  /** Clauses; empty for all. */
  readonly clauses: readonly ClauseId[];
}

/**
 * The outcome of judging a log.
 *
 * @example
 * const isRight = ({ exitCode }: LogReport): boolean => exitCode === 0;
 */
export interface LogReport extends LogCounts {
  /** The revision of the spec that was judged against, the version of this suite, and the day in UTC. */
  readonly spec: string;
  readonly suite: string;
  readonly date: string;
  readonly lines: number;
  /** Left out where everything was judged. */
  readonly selection?: LogSelection;
  /** The first stamp. */
  readonly begins?: number;
  /** So many violations of each clause are to be shown; left out where nobody has asked for any number. */
  readonly examples?: number;
  /** The clauses that were seen broken, in the order in which they were. */
  readonly broken: readonly BrokenInLog[];
  /** Why the rest of the log could not be read, or which name two connections bear, in a sentence or two; empty where neither is so. */
  readonly trouble: string;
  readonly time: LogTime;
  /** The most that the process has had in memory, in bytes. */
  readonly peakBytes: number;
  readonly exitCode: ExitCode;
}
