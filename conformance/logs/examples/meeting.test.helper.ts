/** The log of a meeting, as it is written line by line, and the people in it. */
import type { ClauseId } from '../../../gen/clauses.js';

export type LogText = Readonly<Record<string, unknown>>;

/** Somebody with one participation, and where its stream is. */
export interface Attendee {
  readonly participantId: string;
  readonly participationId: string;
  readonly role: 'ROLE_HOST' | 'ROLE_ATTENDEE';
  readonly room: string;
  /** Empty while it has no connection. */
  connection: string;
  token: string;
  present: boolean;
  sequence: number;
  request: number;
  /** What it was sent while it had no connection. */
  readonly missed: LogText[];
}

/** How somebody comes in. */
export interface Entrance {
  readonly as?: string;
  readonly role?: Attendee['role'];
  readonly room?: string;
  readonly session?: string;
  /** Who is shown in the list; all who are there, if it is left out. */
  readonly roster?: readonly Attendee[];
}

const FEATURES = ['EXTENDED_CODES', 'REMOVE', 'OPERATOR', 'REPLACE', 'SWITCH'];

/** What servers announce: without heartbeat and window, or with both. */
export const plainly = { features: FEATURES.map((name) => `FEATURE_${name}`) };
export const beating = { ...plainly, heartbeatIntervalMs: 5_000, heartbeatTimeoutMs: 15_000 };
export const resuming = { features: [...plainly.features, 'FEATURE_RESUME'], resumeWindowMs: 10_000 };
export const beatingAndResuming = { ...beating, ...resuming };
export const relaying = { features: [...plainly.features, 'FEATURE_RELAY'] };

/** Writes the lines, and numbers what each one is sent. */
export class MeetingLog {
  readonly lines: LogText[];
  readonly people: Attendee[] = [];
  #connections = 0;

  constructor(
    readonly announced: LogText = plainly,
    head: LogText = {},
  ) {
    this.lines = [{ at: 0, head: { name: 'example', complete: true, ...head } }];
  }

  line(at: number, connection: string, body: LogText): void {
    this.lines.push({ at, connection, ...body });
  }

  /** A line about no connection. */
  note(at: number, body: LogText): void {
    this.lines.push({ at, ...body });
  }

  /** The line before is the guilty one. The field is the example's own: nobody who judges a log looks at it. */
  blame(clause: ClauseId): void {
    this.lines.push({ ...this.lines.pop(), guilty: clause });
  }

  connect(): string {
    this.#connections += 1;
    return `c${this.#connections}`;
  }

  /** A numbered message. To one without a connection it goes when that one is back. */
  tell(at: number, one: Attendee, message: LogText): void {
    one.sequence += 1;
    const fromServer = { sequence: one.sequence, ...message };
    if (one.connection === '') one.missed.push(fromServer);
    else this.line(at, one.connection, { fromServer });
  }

  /** A request. Returns its number. */
  ask(at: number, one: Attendee, content: LogText): number {
    one.request += 1;
    this.line(at, one.connection, { fromClient: { requestId: one.request, ack: one.sequence, ...content } });
    return one.request;
  }

  /** All who are in that room, without some. */
  in(room: string, ...but: readonly Attendee[]): Attendee[] {
    return this.people.filter((one) => one.present && one.room === room && !but.includes(one));
  }

  /** The log as it stands in a file. */
  get text(): string {
    return this.lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

export const memberOf = ({ participantId, participationId, role }: Attendee): LogText => ({
  participantId,
  participationId,
  role,
});
