/** How far the stamps of the lines can be trusted: where a clock was set, and what it counts. */

import type { LineNumbers } from '../read/line-numbers.js';
import type { Remarks } from '../remarks.js';
import { capitalized } from '../rooms/connection-names.js';
import type { Clock, ClockJump } from './clock.js';
import { MILLISECONDS, type Unit, unitName } from './unit.js';

/** A clock that is set more often tells nothing. */
const MOST_JUMPS = 100;
const MOST_NUDGES = 1_000;
/** How far a clock may have been set back unseen, while nothing was logged. */
const UNSEEN_MS = 3_000;

/** Before this line a clock went back by less than is allowed. */
interface Nudge {
  readonly line: number;
  readonly by: number;
}

/** A line before which a clock went back; `far`: by more than is allowed. */
export interface SetBack {
  readonly line: number;
  readonly far: boolean;
}

/** The clocks of all logs that are judged together. */
export class Timing {
  /** Lines before which a clock was set. */
  readonly #jumps: { readonly line: number; readonly back: boolean }[] = [];
  #nudges: Nudge[] = [];
  /** The clocks were set so often that they tell nothing. */
  #useless = false;
  /** How much is added to the stamps of a log, from a line on. */
  readonly #offsets: { readonly log: number; readonly line: number; readonly by: number }[] = [];
  /** Lines before which nothing was logged for a while. */
  #quiet: number[] = [];
  #unitSaid = false;
  /** How much a clock may be off, as the head says. */
  declaredMs = 0;

  constructor(
    private readonly numbers: LineNumbers,
    private readonly remarks: Pick<Remarks, 'add'>,
    readonly clocks: readonly Clock[],
  ) {}

  /** What the clock of the first log counts. The others count the same. */
  get unit(): Unit {
    return this.clocks[0]?.unit ?? MILLISECONDS;
  }

  /** Other units that it may count. They are believed where they explain what would be wrong otherwise. */
  get otherUnits(): readonly Unit[] {
    return this.clocks[0]?.others ?? [];
  }

  /** Notes what the latest line of a log showed of its clock. */
  note(
    log: number,
    line: number,
    { jump, nudge }: { readonly jump: ClockJump | undefined; readonly nudge: number },
  ): void {
    if (nudge > 0) {
      if (this.#nudges.length >= MOST_NUDGES) this.#nudges = this.#nudges.slice(MOST_NUDGES / 2);
      this.#nudges.push({ line, by: nudge });
    }
    if (!jump) return;
    if (this.#jumps.length < MOST_JUMPS) {
      this.#jumps.push({ line, back: jump.kind === 'back' });
      if (jump.kind === 'back') this.#offsets.push({ log, line, by: this.clocks[log]?.offset ?? 0 });
    } else this.#useless = true;
    this.remarks.add(jumpKinds[jump.kind], jumpSentences[jump.kind](capitalized(this.numbers.name(line)), jump));
  }

  /** Notes that nothing was logged for a while before this line. */
  noteQuiet(line: number): void {
    if (this.#quiet.length >= MOST_NUDGES) this.#quiet = this.#quiet.slice(MOST_NUDGES / 2);
    this.#quiet.push(line);
  }

  /** By how many milliseconds the clock may have been set back unseen between two lines. */
  unseenBetween(from: number, to: number): number {
    return this.#quiet.some((line) => line > from && line <= to) ? UNSEEN_MS : 0;
  }

  /** Whether a clock was set between a line and now. */
  isSetSince(line: number): boolean {
    return this.#useless || this.#jumps.some((jump) => jump.back && jump.line > line);
  }

  /** Whether the clock tells nothing of what began in this line and is judged now. */
  isDoubtful(from: number): boolean {
    return this.#useless || this.#jumps.some(({ line }) => line > from) || this.unit !== MILLISECONDS;
  }

  /** Where a clock went back since this line. */
  backSince(from: number): readonly SetBack[] {
    const far = this.#jumps.filter(({ line, back }) => back && line > from).map(({ line }) => ({ line, far: true }));
    const near = this.#nudges.filter(({ line }) => line > from).map(({ line }) => ({ line, far: false }));
    return [...far, ...near];
  }

  /** By how much a clock went back since this line, within what is allowed. */
  nudgedSince(from: number): number {
    return this.#nudges.reduce((sum, { line, by }) => (line > from ? sum + by : sum), 0);
  }

  /** The stamp as it is written in the log. */
  written(at: number, line: number): number {
    const log = this.numbers.logOf(line);
    const last = this.#offsets.findLast((offset) => offset.log === log && offset.line <= line);
    return at - (last?.by ?? 0);
  }

  /** Says once what the stamps seem to count, if that is not milliseconds. */
  sayUnit(): void {
    if (this.#unitSaid || this.unit === MILLISECONDS) return;
    this.#unitSaid = true;
    const name = unitName(this.unit);
    const first = this.clocks[0]?.firstStamp ?? 0;
    this.remarks.add(
      'what a clock counts',
      `\`at\` looks like ${name}, for the log begins at ${first}. ${MILLISECONDS_ONLY}`,
    );
  }

  /** Says that this line is early, and right if the clock was set back a little. */
  sayUnseen(line: number): void {
    this.remarks.add(
      'what is right where the clock was set back a little',
      `${capitalized(this.numbers.name(line))}: this is early by the clock of the log, and right if that was set back a little while nothing was logged: nobody was accused of it. What \`slackMs\` in the head says is allowed as well.`,
    );
  }

  /** Says that this line is wrong in milliseconds, and right in another unit. */
  sayOther(unit: Unit, line: number): void {
    const name = unitName(unit);
    this.remarks.add(
      'what a clock counts',
      `${capitalized(this.numbers.name(line))}: \`at\` looks like ${name}, for by the clock alone this would be wrong in milliseconds, and right in ${name}. ${MILLISECONDS_ONLY}`,
    );
  }

  /** Says that this line is wrong, and right if the clocks of two logs are not quite the same. */
  sayApart(line: number): void {
    this.remarks.add(
      'what depends on the clocks of two logs',
      `${capitalized(this.numbers.name(line))}: this would be wrong, and is right if the clocks of these logs are a little apart: nobody was accused of it. Judge one log of one clock, such as a proxy writes, where that matters.`,
    );
  }
}

const MILLISECONDS_ONLY = 'Write milliseconds. What depends on the clock was not judged.';

const jumpKinds: Readonly<Record<ClockJump['kind'], string>> = {
  back: 'the clock goes back',
  forward: 'nothing is logged for long',
  anew: 'the clock goes back behind a head',
};

const jumpSentences: Readonly<Record<ClockJump['kind'], (place: string, jump: ClockJump) => string>> = {
  back: (place, { before, at }) =>
    `${place}: the clock goes back, from ${before} to ${at}. What depends on the clock was not judged in the rooms that were open then. Where the clock was set by a little, a larger \`slackMs\` in the head allows it; where several logs stand one behind the other, give each as a file of its own: \`adjourn judge FILE FILE\` merges them by time.`,
  forward: (place, { before, at, silent }) =>
    `${place}: nothing is logged from ${before} to ${at}, not even a Heartbeat on connection "${silent}", which was shown them before. Where the clock was set forward, or the system stood still, nobody can tell how long that was: what depends on the clock was not judged in the rooms that were open then. Where it was by a little, a larger \`slackMs\` in the head allows it.`,
  anew: (place, { before, at }) =>
    `${place}: behind a head the clock goes back, from ${before} to ${at}. Where this is the log of another node, which ran at the same time, give each as a file of its own: \`adjourn judge FILE FILE\` merges them by time. A head in the middle says that the system was started again. What is behind it was judged as a part of a log.`,
};
