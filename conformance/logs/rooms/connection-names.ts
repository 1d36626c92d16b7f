/**
 * What the names of connections show of a log: a name that is used again, one that two connections bear, parts in a
 * wrong order.
 */
import type { LogEntry } from '../../exchange/log.js';
import type { Observation } from '../../exchange/observation.js';
import { recentNames } from './recent-names.js';
import type { LoggedConnection } from './types.js';

/** What is known of the log as a whole, and what its lines show of it. */
export interface LogContext {
  /** Whether the log lacks nothing: then a connection that does not begin with a Join is the client's fault. */
  complete(): boolean;
  /** A line as a sentence names it: `line 7`, or with its file. */
  place(line: number): string;
  /** Whether the clock was set between a line and now. */
  isSetSince(line: number): boolean;
  /** Something shows that the log is not complete. */
  disprove(why: string): void;
  /** A name stands for two connections. */
  misname(why: string): void;
  /** Parts of the log are in a wrong order. */
  disorder(why: string): void;
}

/** In place of the line in which a connection ended, where that is not known yet. */
const NOT_ENDED = 0;

const OWN_NAME = 'Give each connection a name of its own, such as its address with the time at which it began.';

/** The names of connections that have been forgotten, or whose beginning is not in the log. */
export class ConnectionNames {
  /** Connections that have been forgotten, with the line in which each ended. */
  readonly #forgotten = recentNames<number>();
  /** Connections whose beginning is not in the log, with the line in which each was seen first. */
  readonly #headless = recentNames<number>();

  constructor(private readonly context: LogContext) {}

  /** The system is started again: names may be used again. */
  restart(): void {
    this.#forgotten.clear();
    this.#headless.clear();
  }

  /** From now on its lines are passed over. */
  forget(name: string, ended = NOT_ENDED): void {
    this.#forgotten.add(name, ended);
  }

  /** Whether the name belongs to a connection that has been forgotten. */
  isForgotten(name: string): boolean {
    return this.#forgotten.has(name);
  }

  /** Passes over a line of a connection whose beginning is not known. */
  passOver(line: LogEntry, number: number): void {
    const { connection: name } = line;
    if (this.#forgotten.has(name)) {
      if (line.kind === 'closed') this.#forgotten.add(name, number);
    } else if (line.kind === 'seen' && line.observation.kind === 'rejected') {
      // It may join once more on the same connection.
      this.#headless.delete(name);
    } else if (!this.#headless.has(name)) this.#headless.add(name, number);
  }

  /** Whether a connection that begins in this line bears the name of one that has ended. Says so, if it does. */
  isReused(name: string, line: number, known: LoggedConnection | undefined): boolean {
    const ended = known ? (known.state === 'closed' ? known.ended : undefined) : this.#forgotten.get(name);
    if (ended === undefined || ended === NOT_ENDED) return false;
    const { context } = this;
    context.misname(
      `${capitalized(context.place(line))}: connection "${name}" ended in ${context.place(ended)}, and its name is used again there; it was judged as another connection. ${OWN_NAME}`,
    );
    return true;
  }

  /**
   * Whether other lines of a connection that begins in this line came before it. Says so where the clock goes back
   * in between.
   */
  isTorn(name: string, line: number): boolean {
    const seen = this.#headless.get(name);
    if (seen === undefined) return false;
    this.#headless.delete(name);
    const { context } = this;
    if (context.isSetSince(seen))
      context.disorder(
        `${capitalized(context.place(line))}: connection "${name}" begins there, and ${context.place(seen)} goes on from it: the parts of this log are in a wrong order. Give each part as a file of its own: \`adjourn judge FILE FILE\` puts them in order.`,
      );
    return true;
  }

  /** A connection is opened once more. `forAnother`: by another client, so two connections bear its name. */
  openTwice(connection: LoggedConnection, number: number, forAnother: boolean): void {
    connection.twice = number;
    if (forAnother) this.#tear(connection);
  }

  /** Looks whether what a connection is shown can be its own. */
  follow(connection: LoggedConnection, seen: Observation): void {
    const { object, state, twice, repeats } = connection;
    const begins = (seen.kind === 'joined' && (seen.replyTo ?? 0) === 0) || seen.kind === 'resumed';
    const anew = begins && (state === 'bound' || state === 'left') && (seen.sequence ?? 0) <= 1;
    if (twice !== undefined && (anew || (state === 'left' && seen.kind === 'roomLeft'))) this.#tear(connection);
    const { participations, flaws } = object;
    const other = seen.kind === 'joined' ? seen.participation !== participations[0] : seen.kind === 'rejected';
    if (repeats && state === 'waiting' && other) flaws.add('torn');
    if (seen.kind === 'joined' && participations.at(-1) !== seen.participation) participations.push(seen.participation);
  }

  /** Two connections bear its name: nothing of them is judged. */
  #tear({ object, name, began, twice = began }: LoggedConnection): void {
    if (object.flaws.has('torn')) return;
    object.flaws.add('torn');
    const { context } = this;
    context.misname(
      `${capitalized(context.place(twice))}: connection "${name}" is open since ${context.place(began)}, and another one of that name begins there; nothing of the two was judged. ${OWN_NAME}`,
    );
    context.disprove(`${capitalized(context.place(twice))}: two connections are called "${name}".`);
  }
}

/** The name of a line at the beginning of a sentence. The name of a file stays as it is. */
export const capitalized = (place: string): string => (place.startsWith('line ') ? `L${place.slice(1)}` : place);
