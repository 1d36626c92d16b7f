/** An example of a log: a scenario that is told twice, rightly and with one fault. */
import type { LogText, MeetingLog } from './meeting.test.helper.js';

export interface LogStory {
  /** What the server announces in its Joined, and what the head says beside its name. */
  readonly announced?: LogText;
  readonly head?: LogText;
  /** Writes the log. The guilty line is named there, by `blame`. */
  readonly tell: (meeting: MeetingLog, wrong: boolean) => void;
}

export type LogStories = Readonly<Record<string, LogStory>>;
