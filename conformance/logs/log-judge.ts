/**
 * Judges a log line by line: rooms are put together, judged when they are over, and forgotten.
 * What is held in memory are the rooms that are open, and of those that stay open only what happened lately.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { Feature, LogCounts, LogEntry, LogFinding, LogHead, Partly } from '../exchange/index.js';
import type { Jump } from './clock/clock.js';
import { Timing } from './clock/timing.js';
import { Places } from './read/line-numbers.js';
import { Remarks } from './remarks.js';
import { look } from './rooms/compact.js';
import { type About, upper } from './rooms/connection-names.js';
import type { Group } from './rooms/group.js';
import { Router } from './rooms/router.js';
import { type Accusation, accuse } from './segment/accuse.js';
import { orderOf } from './segment/order.js';
import { type End, type Piece, pieceOf } from './segment/segment.js';
import { strangerIn } from './segment/without-lines.js';

const silent: LogHead = { name: '', complete: false, slackMs: 1000, deviations: [] };

/** How many milliseconds of the log pass before it is looked for rooms that are over. */
const EVERY_MS = 1000;

export class LogJudge {
  #head = silent;
  readonly #router: Router;
  readonly #checks = new Map<ClauseId, number>();
  #features: readonly Feature[] | undefined;
  #now = Number.NEGATIVE_INFINITY;
  #sweepAt = Number.NEGATIVE_INFINITY;
  readonly #counts = { observations: 0, rooms: 0, pieces: 0, streams: 0, strange: 0, findings: 0 };
  readonly #partly = new Map<Partly, number>();
  readonly #remarks = new Remarks();
  /** What the clocks of the logs can be trusted with. */
  readonly timing: Timing;
  #misnamed = '';
  /** Something was missing: no other head is believed that nothing is. */
  #disproved = false;

  /** `logs`: how many are judged together; their lines are numbered by `places`. */
  constructor(
    private readonly onFinding: (finding: LogFinding) => void,
    private readonly places = new Places(['']),
    logs = 1,
  ) {
    this.timing = new Timing(places, this.#remarks, logs);
    this.#router = new Router(this.#about());
  }

  /** What the heads of all logs say, before the first line. */
  begin(head: LogHead): void {
    this.#head = withSlack(head);
    this.timing.declaredMs = head.slackMs;
    for (const clock of this.timing.clocks) clock.restart(this.#head.slackMs);
  }

  /** How much a clock may be off. */
  get slackMs(): number {
    return this.#head.slackMs;
  }

  /** A system that begins anew may know nothing of what was before, or all of it. */
  restart(): void {
    for (const group of this.#router.groups) this.#last(group, 'goes-on');
    this.#router.restart();
    // Its clock may begin anew as well.
    this.#now = Number.NEGATIVE_INFINITY;
    this.#sweepAt = Number.NEGATIVE_INFINITY;
  }

  /** Something in a line of one of several logs shows that something is missing. */
  doubt(number: number, why: string): void {
    this.#disprove(`${upper(this.places.words(number))}: ${why}`);
  }

  /** What the next line of a log shows of its clock. */
  note(log: number, number: number, jump: Jump | undefined, nudge: number): void {
    this.timing.note(log, number, jump, nudge);
    if (jump?.kind !== 'anew') return;
    // That may be another node: then neither says what is in the other's log.
    this.#disproved = true;
    this.#head = { ...this.#head, complete: false };
  }

  /** The next line. */
  take(entry: LogEntry, number: number): void {
    if (entry.kind === 'head') {
      this.restart();
      this.begin(this.#disproved ? { ...entry.head, complete: false } : entry.head);
      return;
    }
    if (entry.kind === 'seen') {
      this.#counts.observations += 1;
      if (entry.observation.kind === 'joined') this.#features = entry.observation.features;
    }
    const group = this.#router.route(entry, number);
    if (!group) this.#counts.strange += 1;
    else if (group.entries.length >= group.lookAt) this.#look(group);
    this.#now = Math.max(this.#now, entry.at);
    if (this.#now >= this.#sweepAt) this.#sweep();
  }

  /** How many records are held in memory. */
  get held(): number {
    return [...this.#router.groups].reduce((sum, { entries }) => sum + entries.length, 0);
  }

  /** The log has ended: whatever is still open is judged for what it shows. */
  end(): LogCounts & { readonly misnamed: string } {
    for (const group of [...this.#router.groups]) this.#finish(group, this.#isOver(group) ? 'over' : 'goes-on');
    this.timing.sayUnit();
    const { all: remarks } = this.#remarks;
    return { ...this.#counts, partly: this.#partly, remarks, misnamed: this.#misnamed, checks: this.#checks };
  }

  #about(): About {
    return {
      complete: () => this.#head.complete,
      place: (line) => this.places.words(line),
      isSetSince: (line) => this.timing.isSetSince(line),
      disprove: (why) => this.#disprove(why),
      misname: (why) => {
        if (this.#misnamed === '') this.#misnamed = why;
        else this.#remarks.add('names that are used again', why);
      },
      disorder: (why) => this.#remarks.add('connections that go on before they begin', why),
    };
  }

  /** The head was wrong: what is judged from here on may lack something. */
  #disprove(why: string): void {
    if (!this.#head.complete) return;
    this.#disproved = true;
    this.#head = { ...this.#head, complete: false };
    this.#remarks.add(
      'what shows that the log is not complete',
      `${why} The head says \`complete\`; from there on this was judged as a part of a log.`,
    );
  }

  #look(group: Group): void {
    const { objects, connections, settled } = look(group, () => this.#judge(group, 'goes-on'));
    for (const object of objects) this.#router.release(object);
    for (const connection of connections) this.#router.drop(connection);
    for (const room of settled) this.#router.settle(room);
  }

  #sweep(): void {
    this.#sweepAt = this.#now + EVERY_MS / this.timing.unit;
    for (const group of this.#router.groups) if (this.#isOver(group)) this.#finish(group, 'over');
  }

  /** Nobody is connected any more, and what was on its way has come. */
  #isOver(group: Group): boolean {
    return !group.open && (this.#now - group.at) * this.timing.unit > group.lingerMs;
  }

  #finish(group: Group, end: End): void {
    this.#last(group, end, this.#now);
    this.#router.forget(group);
  }

  /** `until`: as in {@link pieceOf}. Of a system that was killed nobody knows how long it lived. */
  #last(group: Group, end: End, until?: number): void {
    this.#judge(group, end, until);
    this.#counts.rooms += 1;
  }

  /** `until`: the log has all of the group's lines up to then. */
  #judge(group: Group, end: End, until = group.at): void {
    const from = group.entries.find(({ made }) => !made)?.line ?? 0;
    const { known, torn } = orderOf(group, from, this.timing);
    for (const object of torn) object.torn = true;
    const piece = this.#piece(group, end, until);
    if (piece.entries.length === 0) return;
    const { timing, places } = this;
    const accusation = accuse(group, piece, this.#head, { timing, places, disordered: !known });
    this.#counts.pieces += 1;
    this.#count(accusation);
    for (const finding of accusation.findings) this.onFinding(this.#placed(finding));
  }

  #piece(group: Group, end: End, until: number): Piece {
    const made = () => pieceOf(group, this.#head, this.#features ?? [], this.#head.complete ? end : 'goes-on', until);
    const piece = made();
    const stranger = this.#head.complete && piece.whole && !group.partly ? strangerIn(piece) : undefined;
    // Whoever is in another room, or was here in another time, has no business in this one.
    if (!stranger || this.#router.isKnown(stranger.participation, group)) return piece;
    const { line, participant, participation } = stranger;
    this.#disprove(
      `${upper(this.places.words(line))}: participant "${participant}" is there as "${participation}", whose own connection is not in the log. Where it is in the log of another node, give both: \`adjourn judge FILE FILE\` merges them by time; otherwise leave \`complete\` out.`,
    );
    return made();
  }

  #count({ partly, checks, findings }: Accusation): void {
    if (partly) {
      this.#counts.streams += 1;
      this.#partly.set(partly, (this.#partly.get(partly) ?? 0) + 1);
    }
    for (const [clause, times] of checks)
      if (times > 0) this.#checks.set(clause, (this.#checks.get(clause) ?? 0) + times);
    this.#counts.findings += findings.length;
  }

  /** With the lines as they are in their logs. */
  #placed(finding: LogFinding): LogFinding {
    const { line, at, also } = finding;
    const written = this.timing.written(at, line);
    const others = also.map(({ clause, line: other }) => ({ clause, ...this.places.of(other) }));
    return { ...finding, ...this.places.of(line), at: written, also: others };
  }
}

/** Nobody's clock is exact, nor is anybody's log. */
const withSlack = (head: LogHead): LogHead => (head.slackMs > 0 ? head : { ...head, slackMs: silent.slackMs });
