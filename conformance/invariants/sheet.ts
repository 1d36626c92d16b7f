/** What the clauses' checks write into: how often each clause was held against something, and what broke it. */
import type { ClauseId } from '../../gen/clauses.js';

export interface Violation {
  readonly clause: ClauseId;
  /** The index in `history.records` of the first wrong record; its length where something is missing at the end. */
  readonly index: number;
  /** What would have been right here, and what was there instead; one line each. */
  readonly allowed: string;
  readonly seen: string;
  /** Something that must have come has not come yet: waiting a little may still bring it. */
  readonly missing: boolean;
}

/** The clauses that a history can break, the most telling first: of several that one fault breaks, the first one names it. */
export const judged = [
  // Ids that are not what they seem make everything after them hard to read.
  'participation.fresh',
  'session.shared',
  'end.new-session',
  'session.fresh',
  'repeat.once',
  'frame.first',
  'frame.join-again',
  // What was allowed that must be refused, and the other way round.
  'ids.compared',
  'ids.length',
  'request.first-refusal',
  'access.token',
  'access.differs',
  'operator.authorized',
  'operator.relay-undeclared',
  'operator.not-found',
  'operator.departed',
  'resume.not-found',
  'resume.token-dies',
  'resume.or-departure',
  'request.never-twice',
  'join.replace-one-step',
  'join.duplicate',
  'end.authority',
  'room.isolated',
  'remove.authority',
  'remove.self',
  'remove.unknown',
  'remove.departed',
  'operator.end',
  'operator.close',
  'operator.remove',
  'operator.relay',
  'switch.no-room-left',
  'end.host',
  'end.last-participant',
  'switch.commits',
  'request.refused-changes-nothing',
  'leave.host-does-not-end',
  'leave.answered',
  'sync.accepted',
  'viewer.unknown-mode',
  'switch.same-room',
  'request.unknown',
  // Who moves on.
  'switch.waits',
  'switch.first-reason',
  'switch.announced',
  'switch.order',
  'switch.answered',
  // Who comes back.
  'switch.resume-waits',
  'resume.true-reason',
  'ack.unanswered',
  'resume.missed',
  'repeat.answered',
  'repeat.departed',
  'resume.remembers',
  'resume.resumed',
  'resume.tokens-serve',
  'resume.last-request',
  'resume.old-connection',
  // Reasons that no server may send, whatever happened.
  'reason.never-unspecified',
  'reason.local-stays-local',
  'reason.fallback',
  // Frames and closes.
  'frame.wrong-type',
  'frame.undecodable',
  'frame.oversize',
  'frame.contained',
  'join.refused-unbound',
  // The order of what came.
  'fence.effects-first',
  'request.in-order',
  'operator.together',
  'announces.each',
  'departure.last',
  'departure.once',
  // Who joined, before who left.
  'join.roster',
  'join.no-past',
  'join.announced',
  'departure.one-order',
  'departure.by-room-left-alone',
  'departure.room-order',
  // Why somebody left: a cause told wrongly by name before "no cause at all".
  'connection.goodbye',
  'connection.other-close',
  'reason.first-wins',
  'reason.agree',
  'reason.true',
  'heartbeat.timeout',
  'connection.lost-in-time',
  'departure.tells-leaver',
  'end.everyone',
  'viewer.departs',
  'join.replace',
  'remove.takes-effect',
  'departure.tells-others',
  'connection.declared-lost',
  'connection.lost',
  'heartbeat.sent',
  'request.settled-by-room-left',
  'limit.answered',
  'request.answered',
  'close.code',
  'close.follows',
  'sequence.refused-join',
  'sequence.dense',
  'history.nothing-else',
] as const satisfies readonly ClauseId[];

export class Sheet {
  readonly #checks = new Map<ClauseId, number>();
  readonly #violations: Violation[] = [];

  /** `order`: every clause that can be broken, the most telling first. */
  constructor(
    private readonly order: readonly ClauseId[],
    private readonly leftOut: ReadonlySet<string>,
  ) {}

  /** A clause was held against something that happened. */
  held(clause: ClauseId, times = 1): void {
    this.#checks.set(clause, (this.#checks.get(clause) ?? 0) + times);
  }

  /** A clause is broken by a record. */
  against(clause: ClauseId, index: number, allowed: string, seen: string): void {
    if (!this.leftOut.has(clause)) this.#violations.push({ clause, index, allowed, seen, missing: false });
  }

  /** A clause is broken by what has not come. */
  missing(clause: ClauseId, index: number, allowed: string, seen: string): void {
    if (!this.leftOut.has(clause)) this.#violations.push({ clause, index, allowed, seen, missing: true });
  }

  /** Of every clause that the system is held to; 0 where nothing applied. */
  get checks(): ReadonlyMap<ClauseId, number> {
    const all = new Map<ClauseId, number>();
    for (const clause of this.order) if (!this.leftOut.has(clause)) all.set(clause, this.#checks.get(clause) ?? 0);
    return all;
  }

  /** The most telling first, what has come before what has not; of one clause, the earliest first. */
  get violations(): readonly Violation[] {
    if (this.#violations.length < 2) return this.#violations;
    const rank = new Map<ClauseId, number>(this.order.map((clause, place) => [clause, place]));
    const place = ({ clause, missing }: Violation) => (rank.get(clause) ?? 0) + (missing ? this.order.length : 0);
    return this.#violations.sort((a, b) => place(a) - place(b) || a.index - b.index);
  }
}
