/** What the names of connections show of the log: one that is used again, one that two bear, and parts that are in a wrong order. */
import type { LogEntry, Observation } from '../../exchange/index.js';
import { LetGoNames } from './recent-names.js';
import type { Connection } from './types.js';

/** What is told of a log as a whole, and asked of it. */
export interface About {
  /** Whether a connection that begins with something else than a Join can be the client's fault. */
  complete(): boolean;
  /** How a line is called in a sentence: `line 7`, or with its file. */
  place(line: number): string;
  /** Whether the clock was set between a line and now. */
  isSetSince(line: number): boolean;
  /** What shows that something is missing in the log. */
  disprove(why: string): void;
  /** A name stands for two connections. */
  misname(why: string): void;
  /** Parts stand in a wrong order. */
  disorder(why: string): void;
}

/** Ended in a line, or let go before its end was shown. */
const NOT_ENDED = 0;

const OWN_NAME = 'Give each connection a name of its own, such as its address with the time at which it began.';

export class Names {
  /** Connections whose past is let go, with the line in which each ended. */
  readonly #old = new LetGoNames<number>();
  /** Connections whose beginning is not in the log, with the line in which each was seen first. */
  readonly #strange = new LetGoNames<number>();

  constructor(private readonly about: About) {}

  restart(): void {
    this.#old.clear();
    this.#strange.clear();
  }

  /** Lines of it are passed over from now on. */
  letGo(name: string, ended = NOT_ENDED): void {
    this.#old.add(name, ended);
  }

  isOld(name: string): boolean {
    return this.#old.has(name);
  }

  /** A line of a connection whose beginning is not known. */
  passedOver(line: LogEntry, number: number): void {
    const { connection: name } = line;
    if (this.#old.has(name)) {
      if (line.kind === 'closed') this.#old.add(name, number);
    } else if (line.kind === 'seen' && line.observation.kind === 'rejected') {
      // It may join once more on the same connection.
      this.#strange.delete(name);
    } else if (!this.#strange.has(name)) this.#strange.add(name, number);
  }

  /** Whether a connection that begins in this line bears the name of one that has ended: then it is said. */
  isUsedAgain(name: string, line: number, known: Connection | undefined): boolean {
    const ended = (known?.state === 'closed' ? known.ended : undefined) ?? (known ? undefined : this.#old.get(name));
    if (ended === undefined || ended === NOT_ENDED) return false;
    const { about } = this;
    about.misname(
      `${upper(about.place(line))}: connection "${name}" ended in ${about.place(ended)}, and its name is used again there; it was judged as another connection. ${OWN_NAME}`,
    );
    return true;
  }

  /** Whether other lines of a connection that begins in this line came before it. Where the clock goes back in between, it is said. */
  isTorn(name: string, line: number): boolean {
    const seen = this.#strange.get(name);
    if (seen === undefined) return false;
    this.#strange.delete(name);
    const { about } = this;
    if (about.isSetSince(seen))
      about.disorder(
        `${upper(about.place(line))}: connection "${name}" begins there, and ${about.place(seen)} goes on from it: the parts of this log are in a wrong order. Give each part as a file of its own: \`adjourn judge FILE FILE\` puts them in order.`,
      );
    return true;
  }

  /** Opened once more. Only another client opens it for somebody else. */
  isTwice(connection: Connection, number: number, forAnother: boolean): void {
    connection.twice = number;
    if (forAnother) this.#areTwo(connection);
  }

  /** Whether what a connection is shown can be its own. */
  isShown(connection: Connection, seen: Observation): void {
    const { object, state, twice, repeats } = connection;
    const begins = (seen.kind === 'joined' && (seen.replyTo ?? 0) === 0) || seen.kind === 'resumed';
    const anew = begins && (state === 'bound' || state === 'left') && (seen.sequence ?? 0) <= 1;
    if (twice !== undefined && (anew || (state === 'left' && seen.kind === 'roomLeft'))) this.#areTwo(connection);
    const other = seen.kind === 'joined' ? seen.participation !== object.stays[0] : seen.kind === 'rejected';
    if (repeats && state === 'waiting' && other) object.torn = true;
    if (seen.kind === 'joined' && object.stays.at(-1) !== seen.participation) object.stays.push(seen.participation);
  }

  /** Two connections bear its name: nothing of them is judged. */
  #areTwo({ object, name, began, twice = began }: Connection): void {
    if (object.torn) return;
    object.torn = true;
    const { about } = this;
    about.misname(
      `${upper(about.place(twice))}: connection "${name}" is open since ${about.place(began)}, and another one of that name begins there; nothing of the two was judged. ${OWN_NAME}`,
    );
    about.disprove(`${upper(about.place(twice))}: two connections are called "${name}".`);
  }
}

/** A sentence begins with it; the name of a file stays as it is. */
export const upper = (place: string): string => (place.startsWith('line ') ? `L${place.slice(1)}` : place);
