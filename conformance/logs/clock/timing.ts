/** What the stamps of the lines that are judged can be trusted with: where a clock was set, and what it counts. */

import type { Places } from '../read/line-numbers.js';
import type { Remarks } from '../remarks.js';
import { upper } from '../rooms/connection-names.js';
import { Clock, type Jump } from './clock.js';
import { MILLISECONDS, type Unit, unitName } from './unit.js';

/** A clock that is set so often tells nothing. */
const MOST_JUMPS = 100;
const MOST_NUDGES = 1000;
/** By so much a clock is set unseen, in milliseconds, where nothing is logged meanwhile. */
const UNSEEN_MS = 3000;

interface Nudge {
  readonly line: number;
  readonly by: number;
}

export class Timing {
  readonly clocks: readonly Clock[];
  /** Before which lines a clock was set, and where one went back by less than is allowed. */
  readonly #jumps: { readonly line: number; readonly back: boolean }[] = [];
  #nudges: Nudge[] = [];
  /** From this line on nothing is told by the clock. */
  #uselessFrom = Number.POSITIVE_INFINITY;
  /** How much was added to the stamps of each log, and from which line on. */
  readonly #offsets: { readonly log: number; readonly line: number; readonly by: number }[] = [];
  /** Lines before which nothing was logged for a while. */
  #quiet: number[] = [];
  #unitSaid = false;
  /** How far off the clock may be, where the head says so. */
  declaredMs = 0;

  constructor(
    private readonly places: Places,
    private readonly remarks: Remarks,
    logs: number,
  ) {
    this.clocks = Array.from({ length: logs }, () => new Clock());
  }

  clock(log: number): Clock {
    return this.clocks[log] as Clock;
  }

  /** What the first log counts; all are of one kind. */
  get unit(): Unit {
    return this.clocks[0]?.unit ?? MILLISECONDS;
  }

  /** Other units that would do, where they explain what is wrong. */
  get otherUnits(): readonly Unit[] {
    return this.clocks[0]?.units.others ?? [];
  }

  /** What the latest line of a log showed of its clock. */
  note(log: number, line: number, jump: Jump | undefined, nudge: number): void {
    if (nudge > 0) {
      if (this.#nudges.length >= MOST_NUDGES) this.#nudges = this.#nudges.slice(MOST_NUDGES / 2);
      this.#nudges.push({ line, by: nudge });
    }
    if (!jump) return;
    if (this.#jumps.length < MOST_JUMPS) {
      this.#jumps.push({ line, back: jump.kind === 'back' });
      if (jump.kind === 'back') this.#offsets.push({ log, line, by: this.clock(log).offset });
    } else if (line < this.#uselessFrom) this.#uselessFrom = line;
    this.remarks.add(kinds[jump.kind], sentences[jump.kind](upper(this.places.words(line)), jump));
  }

  /** Nothing was logged for a while before this line. */
  noteQuiet(line: number): void {
    if (this.#quiet.length >= MOST_NUDGES) this.#quiet = this.#quiet.slice(MOST_NUDGES / 2);
    this.#quiet.push(line);
  }

  /** By how much the clock may have been set back unseen between two lines. */
  unseenBetween(from: number, to: number): number {
    return this.#quiet.some((line) => line > from && line <= to) ? UNSEEN_MS : 0;
  }

  /** Whether a clock was set between a line and now. */
  isSetSince(line: number): boolean {
    return this.#uselessFrom < Number.POSITIVE_INFINITY || this.#jumps.some((jump) => jump.back && jump.line > line);
  }

  /** Whether nothing can be told by the clock of what began in this line and is judged now. */
  isDoubtful(from: number): boolean {
    return (
      this.#uselessFrom < Number.POSITIVE_INFINITY ||
      this.#jumps.some(({ line }) => line > from) ||
      this.unit !== MILLISECONDS
    );
  }

  /** Before which lines the clock went back since this one; `far`: by more than is allowed. */
  backSince(from: number): readonly { readonly line: number; readonly far: boolean }[] {
    const far = this.#jumps.filter(({ line, back }) => back && line > from).map(({ line }) => ({ line, far: true }));
    const near = this.#nudges.filter(({ line }) => line > from).map(({ line }) => ({ line, far: false }));
    return [...far, ...near];
  }

  /** By how much, within what is allowed, it went back since this line. */
  nudgedSince(from: number): number {
    return this.#nudges.reduce((sum, { line, by }) => (line > from ? sum + by : sum), 0);
  }

  /** The stamp as it is written in the log. */
  written(at: number, line: number): number {
    const log = this.places.logOf(line);
    const last = this.#offsets.findLast((offset) => offset.log === log && offset.line <= line);
    return at - (last?.by ?? 0);
  }

  /** Says once what the stamps look like. */
  sayUnit(): void {
    if (this.#unitSaid || this.unit === MILLISECONDS) return;
    this.#unitSaid = true;
    const name = unitName(this.unit);
    const { first } = this.clocks[0]?.units ?? { first: 0 };
    this.remarks.add(
      'what a clock counts',
      `\`at\` looks like ${name}, for the log begins at ${first}. ${MILLISECONDS_ONLY}`,
    );
  }

  /** Says that what is early in this line is right where the clock was set back a little. */
  sayUnseen(line: number): void {
    this.remarks.add(
      'what is right where the clock was set back a little',
      `${upper(this.places.words(line))}: this is early by the clock of the log, and right where that was set back a little while nothing was logged: it was not held against anybody. What \`slackMs\` in the head says is allowed as well.`,
    );
  }

  /** Says that what is wrong in this line is right in another unit. */
  sayOther(unit: Unit, line: number): void {
    const name = unitName(unit);
    this.remarks.add(
      'what a clock counts',
      `${upper(this.places.words(line))}: \`at\` looks like ${name}, for by the clock alone this would be wrong in milliseconds, and right in ${name}. ${MILLISECONDS_ONLY}`,
    );
  }

  /** Says that what is wrong in this line is right where the clocks of two logs are not quite the same. */
  sayApart(line: number): void {
    this.remarks.add(
      'what depends on the clocks of two logs',
      `${upper(this.places.words(line))}: what is there would be wrong, and is right where the clocks of these logs are a little apart: it was not held against anybody. Judge one log of one clock, such as a proxy writes, where that matters.`,
    );
  }
}

const MILLISECONDS_ONLY = 'Write milliseconds. What depends on the clock was not judged.';

const kinds: Readonly<Record<Jump['kind'], string>> = {
  back: 'the clock goes back',
  forward: 'nothing is logged for long',
  anew: 'the clock goes back behind a head',
};

const sentences: Readonly<Record<Jump['kind'], (place: string, jump: Jump) => string>> = {
  back: (place, { before, at }) =>
    `${place}: the clock goes back, from ${before} to ${at}. What depends on the clock was not judged in the rooms that were open then. Where the clock was set by a little, a larger \`slackMs\` in the head allows it; where several logs stand one behind the other, give each as a file of its own: \`adjourn judge FILE FILE\` merges them by time.`,
  forward: (place, { before, at, silent }) =>
    `${place}: nothing is logged from ${before} to ${at}, not even a Heartbeat on connection "${silent}", which was shown them before. Where the clock was set forward, or the system stood still, nobody can tell how long that was: what depends on the clock was not judged in the rooms that were open then. Where it was by a little, a larger \`slackMs\` in the head allows it.`,
  anew: (place, { before, at }) =>
    `${place}: behind a head the clock goes back, from ${before} to ${at}. Where this is the log of another node, which ran at the same time, give each as a file of its own: \`adjourn judge FILE FILE\` merges them by time. A head in the middle says that the system was started again. What is behind it was judged as a part of a log.`,
};
