/** A log of a system in operation: what somebody who can see its connections writes down, a line each. spec/log.md says how. */
import type { Observation } from './observation.js';
import type { Deviation } from './profile.js';
import type { Candidates, Malformed, OperatorMethod, Refusal, Role, WantedMode } from './words.js';

/** Who wrote a log, and so whose note the end of a connection is; `unknown` where nobody says. */
export type LogWriter = 'unknown' | 'server' | 'proxy' | 'client';

/** How a log was written. */
export interface LogWriting {
  readonly writer: LogWriter;
  /** How far the end of a connection in the log, and the server's note of it, may be apart at most; 0 where nothing is said. */
  readonly lossSeenMs: number;
}

/** What is said of a log as a whole, in its first line. */
export interface LogHead extends LogWriting {
  readonly name: string;
  /** Whether nothing is missing: no connection, nothing that went over one, no call of the operator's. */
  readonly complete: boolean;
  readonly slackMs: number;
  /** How long after a departure, or the end of a session, its report is made at the latest; 0 where nothing is said. */
  readonly reportedWithinMs: number;
  readonly deviations: readonly Deviation[];
}

/** What a client asks for, by a numbered request. */
export type LogQuestion =
  | { readonly kind: 'leave' | 'end' | 'sync' | 'unknown' }
  | { readonly kind: 'remove'; readonly participation: string }
  | { readonly kind: 'switch'; readonly room: string }
  | { readonly kind: 'mode'; readonly mode: WantedMode };

/** A report that a server makes of a departure or of the end of a session, for somebody outside of the room. */
export type LoggedReport = {
  /** The same for every delivery of one report; empty where the log does not say. */
  readonly id: string;
  readonly room: string;
  readonly session: string;
} & (
  | {
      readonly about: 'departure';
      readonly participant: string;
      readonly participation: string;
      readonly reason: Candidates;
    }
  | { readonly about: 'session' }
);

/** What one line of a log says. */
export type LogEvent =
  | { readonly kind: 'head'; readonly head: LogHead }
  | {
      readonly kind: 'join';
      readonly room: string;
      readonly participant: string;
      readonly role: Role;
      /** Empty where the log does not say: then no Join is taken for the repetition of another. */
      readonly joinId: string;
    }
  | { readonly kind: 'resume'; readonly token: string; readonly sequence: number }
  | { readonly kind: 'ask'; readonly request: number; readonly ack: number; readonly question: LogQuestion }
  | { readonly kind: 'ack'; readonly ack: number }
  | { readonly kind: 'seen'; readonly observation: Observation }
  /** `code` is 0 where there was no close frame. */
  | { readonly kind: 'closed'; readonly by: 'server' | 'client' | 'network'; readonly code: number }
  | { readonly kind: 'malformed'; readonly frame: Malformed }
  | {
      readonly kind: 'call';
      readonly call: OperatorMethod;
      readonly room: string;
      readonly session: string;
      readonly targets: readonly string[];
    }
  | { readonly kind: 'answer'; readonly refused: Refusal | undefined }
  | { readonly kind: 'reported'; readonly report: LoggedReport }
  /** A message of the server with something in it that this version does not know: of a later revision, or of a vendor. */
  | { readonly kind: 'unreadable' };

/** One line of a log. */
export type LogEntry = LogEvent & {
  /** Milliseconds by the clock of the log's writer. */
  readonly at: number;
  /** The WebSocket, or the operator's call, by its name in the log; empty in the head, and in a report. */
  readonly connection: string;
};
