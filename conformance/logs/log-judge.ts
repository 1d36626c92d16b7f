/**
 * Judges a log line by line: rooms are put together, judged when they are over, and forgotten.
 * In memory are the rooms that are open, and of those that stay open for long only their latest records.
 */
import type { Feature } from '../exchange/features.js';
import type { LogEntry, LogHead } from '../exchange/log.js';
import type { LogCounts, LogFinding } from '../exchange/log-report.js';
import type { Clock, ClockJump } from './clock/clock.js';
import { Timing } from './clock/timing.js';
import { type Extents, extents } from './extent/extents.js';
import { noHead, withSlack } from './head.js';
import { locatedIn } from './located.js';
import { LineNumbers } from './read/line-numbers.js';
import { remarks } from './remarks.js';
import { reportJudge } from './reports/index.js';
import { compact } from './rooms/compact.js';
import { capitalized, type LogContext } from './rooms/connection-names.js';
import { isGroupOpen, SEGMENT_RECORDS } from './rooms/group.js';
import type { RoutedLine } from './rooms/openings.js';
import { Router } from './rooms/router.js';
import { keepText } from './rooms/texts.js';
import type { RoomGroup } from './rooms/types.js';
import { type Accusation, accuse, type LocatedFinding } from './segment/accuse.js';
import { orderOf } from './segment/order.js';
import { shownWith } from './segment/scene.js';
import { beginningOf, type Segment, type SegmentEnd, segmentOf } from './segment/segment.js';
import { participationWithoutLines, withoutLinesWords } from './segment/without-lines.js';
import { unknownCodeRemarks } from './unknown-codes.js';
import { allWanted } from './wanted.js';

/** How many milliseconds of the log pass between two searches for rooms that are over. */
const SWEEP_MS = 1_000;

/** The judge of one log, or of several as one. */
export class LogJudge {
  #head = noHead;
  readonly #router: Router;
  readonly #extents: Extents;
  readonly #reports: ReturnType<typeof reportJudge>;
  #features: readonly Feature[] | undefined;
  #now = Number.NEGATIVE_INFINITY;
  #sweepAt = Number.NEGATIVE_INFINITY;
  readonly #counts = { observations: 0, rooms: 0, pieces: 0, streams: 0, strange: 0, findings: 0 };
  readonly #remarks = remarks();
  readonly #sayUnknown: ReturnType<typeof unknownCodeRemarks>;
  /** How far the clocks of the logs can be trusted. */
  readonly timing: Timing;
  #misnamed = '';
  /** Something was missing: from then on no head is believed that says `complete`. */
  #disproved = false;

  /**
   * `numbers`: of the lines of all logs that are judged together; `clocks`: one a log; `segmentRecords`: how many records of rooms that
   * stay open are judged together at least; `shown`, of `onFinding`: the finding with the lines that show it.
   */
  constructor(
    private readonly onFinding: (finding: LogFinding, shown: () => LogFinding) => void,
    private readonly numbers = new LineNumbers(['']),
    clocks: readonly Clock[] = [],
    segmentRecords = SEGMENT_RECORDS,
    private readonly wanted = allWanted,
  ) {
    this.#extents = extents(wanted.clause);
    this.#sayUnknown = unknownCodeRemarks(this.#remarks, numbers);
    this.timing = new Timing(numbers, this.#remarks, clocks);
    this.#router = new Router(this.#context(), segmentRecords);
    const context = { head: () => this.#head, timing: this.timing, numbers, wanted, held: this.#extents.held };
    this.#reports = reportJudge(context, (finding, shown) => {
      this.#counts.findings += 1;
      onFinding(finding, shown);
    });
  }

  /** Takes what the heads of all logs say, before the first line. */
  begin(head: LogHead): void {
    this.#head = withSlack(head);
    this.#extents.deviate(head.deviations);
    this.timing.declaredMs = head.slackMs;
    for (const clock of this.timing.clocks) clock.restart(this.#head.slackMs);
  }

  /** How much a clock may be off. */
  get slackMs(): number {
    return this.#head.slackMs;
  }

  /** The system begins anew. It may know nothing of what was before, or all of it. */
  restart(): void {
    for (const group of this.#router.groups) this.#judgeLast(group, 'goes-on');
    this.#router.restart();
    this.#reports.restart();
    // Its clock may begin anew as well.
    this.#now = Number.NEGATIVE_INFINITY;
    this.#sweepAt = Number.NEGATIVE_INFINITY;
  }

  /** A line of one of several logs shows that something is missing. */
  doubt(number: number, why: string): void {
    this.#disprove(`${capitalized(this.numbers.name(number))}: ${why}`);
  }

  /** Notes what the next line of a log shows of its clock. */
  note(log: number, number: number, shown: { readonly jump: ClockJump | undefined; readonly nudge: number }): void {
    this.timing.note(log, number, shown);
    if (shown.jump?.kind !== 'anew') return;
    // That may be another node: then neither says what is in the other's log.
    this.#disproved = true;
    this.#head = { ...this.#head, complete: false };
  }

  /** Takes the next line. `text`: as it stands in the log. */
  take(entry: LogEntry, number: number, text = ''): void {
    if (entry.kind === 'head') {
      this.restart();
      this.begin(this.#disproved ? { ...entry.head, complete: false } : entry.head);
      return;
    }
    if (entry.kind === 'seen') {
      this.#counts.observations += 1;
      const { observation } = entry;
      if (observation.kind === 'joined') this.#features = this.#extents.announce(observation);
    }
    if (entry.kind === 'reported') this.#reports.take(entry, number, text);
    else this.#route(entry, number, text);
    this.#now = Math.max(this.#now, entry.at);
    if (this.#now >= this.#sweepAt) this.#sweep();
  }

  #route(entry: RoutedLine, number: number, text: string): void {
    const group = this.#router.route(entry, number);
    this.#reports.take(entry, number, text, this.#router.objectOf(entry.connection));
    if (group && text !== '') keepText(group, number, text);
    if (!group) this.#counts.strange += 1;
    else if (group.records.length >= group.compactFrom) this.#compact(group);
  }

  /** How many records are held in memory. */
  get held(): number {
    return [...this.#router.groups].reduce((sum, { records }) => sum + records.length, 0);
  }

  /** The log has ended: rooms that are still open are judged for what they show. */
  end(): LogCounts & { readonly misnamed: string } {
    this.#reports.end();
    this.#extents.reports(this.#reports.known());
    for (const group of [...this.#router.groups]) this.#finish(group, this.#isOver(group) ? 'over' : 'goes-on');
    this.timing.sayUnit();
    const { partly, checks } = this.#extents;
    const counts = { ...this.#counts, partly, checks, clauses: this.#extents.all() };
    return { ...counts, remarks: this.#remarks.all(), misnamed: this.#misnamed };
  }

  #context(): LogContext {
    return {
      complete: () => this.#head.complete,
      place: (line) => this.numbers.name(line),
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

  #compact(group: RoomGroup): void {
    const { objects, connections, settled } = compact(group, () => this.#judge(group, 'goes-on'));
    this.#reports.forget(objects);
    for (const object of objects) this.#router.forgetObject(object);
    for (const connection of connections) this.#router.forgetConnection(connection);
    for (const room of settled) this.#router.settle(room);
  }

  #sweep(): void {
    this.#sweepAt = this.#now + SWEEP_MS / this.timing.unit;
    for (const group of this.#router.groups) if (this.#isOver(group)) this.#finish(group, 'over');
  }

  /** Nobody is connected any more, and what was on its way has come. */
  #isOver(group: RoomGroup): boolean {
    return !isGroupOpen(group) && (this.#now - group.at) * this.timing.unit > group.lingerMs;
  }

  #finish(group: RoomGroup, end: SegmentEnd): void {
    this.#judgeLast(group, end, this.#now);
    this.#reports.forget(group.objects);
    this.#router.forget(group);
  }

  /** `until`: the log has all of the group's lines up to then. Nobody knows that of a system that was killed. */
  #judgeLast(group: RoomGroup, end: SegmentEnd, until?: number): void {
    this.#judge(group, end, until);
    if (this.wanted.rooms(group.rooms)) this.#counts.rooms += 1;
  }

  #judge(group: RoomGroup, end: SegmentEnd, until = group.at): void {
    const { known, torn } = orderOf(group, beginningOf(group.records), this.timing);
    for (const object of torn) object.flaws.add('torn');
    const segment = this.#segment(group, end, until);
    if (segment.records.length === 0 || !this.wanted.rooms(group.rooms)) return;
    const { timing, numbers, wanted } = this;
    const accusation = accuse(group, segment, this.#head, { timing, numbers, wanted, disordered: !known });
    this.#counts.pieces += 1;
    this.#count(accusation);
    for (const found of accusation.findings) this.#tell(group, segment, found);
  }

  #tell(group: RoomGroup, segment: Segment, { finding, index }: LocatedFinding): void {
    const located = locatedIn(finding, this.numbers, this.timing);
    this.onFinding(located, () => shownWith(located, { group, segment, index, numbers: this.numbers }));
  }

  #segment(group: RoomGroup, end: SegmentEnd, until: number): Segment {
    const made = () => {
      const { complete } = this.#head;
      const features = this.#features ?? [];
      return segmentOf(group, { head: this.#head, features, end: complete ? end : 'goes-on', until });
    };
    const segment = made();
    const isDoubtful = this.#head.complete && segment.whole && !group.partly;
    const missing = isDoubtful ? participationWithoutLines(segment) : undefined;
    // A participation of another room, or of another time, is no proof that this room lacks one.
    if (!missing || this.#router.isKnown(missing.participation, group)) return segment;
    this.#disprove(withoutLinesWords(missing, this.numbers));
    return made();
  }

  #count(accusation: Accusation): void {
    const { partly, unknownCodes, findings } = accusation;
    if (partly) this.#counts.streams += 1;
    this.#extents.note(accusation);
    this.#sayUnknown(unknownCodes);
    this.#counts.findings += findings.length;
  }
}
