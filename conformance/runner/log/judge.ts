/**
 * Judges a log line by line: rooms are put together, judged when they are over, and forgotten.
 * What is held in memory are the rooms that are open, and of those that stay open only what happened lately.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Feature, LogCounts, LogEntry, LogFinding, LogHead, Partly } from '../../exchange/index.js';
import { accuse } from './accuse.js';
import type { Group } from './group.js';
import { look } from './past.js';
import { type End, pieceOf } from './piece.js';
import { Router } from './router.js';

const silent: LogHead = { name: '', complete: false, slackMs: 1000, deviations: [] };

/** How many milliseconds of the log pass before it is looked for rooms that are over. */
const EVERY_MS = 1000;

export class LogJudge {
  #head = silent;
  readonly #router = new Router(
    () => this.#head.complete,
    (why) => this.#disprove(why),
  );
  readonly #checks = new Map<ClauseId, number>();
  #features: readonly Feature[] | undefined;
  #now = Number.NEGATIVE_INFINITY;
  #sweepAt = Number.NEGATIVE_INFINITY;
  readonly #counts = { observations: 0, rooms: 0, pieces: 0, streams: 0, strange: 0, findings: 0 };
  readonly #partly = new Map<Partly, number>();
  readonly #remarks: string[] = [];

  constructor(private readonly onFinding: (finding: LogFinding) => void) {}

  /** The next line. */
  take(entry: LogEntry, number: number): void {
    if (entry.kind === 'head') {
      // A system that begins anew may know nothing of what was before, or all of it.
      for (const group of this.#router.groups) this.#last(group, 'goes-on');
      this.#router.restart();
      // Nobody's clock is exact, nor is anybody's log.
      this.#head = entry.head.slackMs > 0 ? entry.head : { ...entry.head, slackMs: silent.slackMs };
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
  end(): LogCounts {
    for (const group of [...this.#router.groups]) this.#finish(group, isOver(group, this.#now) ? 'over' : 'goes-on');
    return { ...this.#counts, partly: this.#partly, remarks: this.#remarks, checks: this.#checks };
  }

  /** The head was wrong: what is judged from here on may lack something. */
  #disprove(why: string): void {
    this.#head = { ...this.#head, complete: false };
    this.#remarks.push(`${why} The head says \`complete\`; from there on this was judged as a part of a log.`);
  }

  #look(group: Group): void {
    const { objects, connections, settled } = look(group, () => this.#judge(group, 'goes-on'));
    for (const object of objects) this.#router.release(object);
    for (const connection of connections) this.#router.drop(connection);
    for (const room of settled) this.#router.settle(room);
  }

  #sweep(): void {
    this.#sweepAt = this.#now + EVERY_MS;
    for (const group of this.#router.groups) if (isOver(group, this.#now)) this.#finish(group, 'over');
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
    const known = this.#head.complete ? end : 'goes-on';
    const piece = pieceOf(group, this.#head, this.#features ?? [], known, until);
    if (piece.entries.length === 0) return;
    const { partly, checks, findings } = accuse(group, piece, this.#head);
    this.#counts.pieces += 1;
    if (partly) {
      this.#counts.streams += 1;
      this.#partly.set(partly, (this.#partly.get(partly) ?? 0) + 1);
    }
    for (const [clause, times] of checks)
      if (times > 0) this.#checks.set(clause, (this.#checks.get(clause) ?? 0) + times);
    this.#counts.findings += findings.length;
    for (const finding of findings) this.onFinding(finding);
  }
}

/** Nobody is connected any more, and what was on its way has come. */
const isOver = (group: Group, now: number): boolean => !group.open && now - group.at > group.lingerMs;
