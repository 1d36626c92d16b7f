/**
 * Which of several clauses that one fault breaks names the failure: the order of the clauses, the most telling
 * first.
 */
import type { ClauseId } from '../../gen/clauses.js';

/** The clauses for servers. */
export const ranking = [
  // Who is nobody is in no room.
  'join.invalid',
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
  // Who is taken as lost too early departs later, though it has come back.
  'heartbeat.timeout',
  'resume.or-departure',
  'resume.replaced-end',
  'request.never-twice',
  'join.replace-one-step',
  'join.duplicate',
  // It says more than the clauses of the requests: who has not come back is answered rightly.
  'resume.same-role',
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
  'departure.named',
  'departure.once',
  // Who joined, before who left.
  'join.roster',
  'join.no-past',
  'join.announced',
  'departure.one-order',
  'departure.by-room-left-alone',
  'departure.room-order',
  // Why somebody left: a cause told wrongly by name before "no cause at all".
  'end.everyone',
  'connection.goodbye',
  'connection.other-close',
  'reason.first-wins',
  'reason.agree',
  'reason.true',
  'connection.lost-in-time',
  'departure.tells-leaver',
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

/** The clauses for clients. */
export const clientRanking = [
  // What no answer is waited for.
  'client.subprotocol',
  'client.token-address',
  'client.join-id',
  'client.as-asked',
  'client.numbers',
  'client.waits-for-answer',
  'client.resume-newest',
  'client.sends-again',
  // These are about why somebody left, no matter who it was.
  'reason.absent',
  'reason.unrecognised',
  'reason.by-code',
  'reason.type',
  'reason.source',
  'reason.message',
  // The end of a room object.
  'client.room-left-once',
  'client.room-left-last',
  'client.switch-fires-none',
  'client.refused-call',
  'client.own-close',
  'client.other-close',
  'client.close-is-room-left',
  'client.room-left-any-sequence',
  'client.server-word',
  // What it has to take up, and what it must not.
  'client.gap',
  'client.silence',
  'client.declared-lost',
  'client.repeats',
  'client.in-order',
  'client.unknown-kind',
  'client.unknown-feature',
  'client.participant-left-never-oneself',
  'client.own-departure-ignored',
  'client.participant-left-stranger',
  'client.participant-left-names',
  'client.listener-throws',
  'client.participant-left',
  'client.list',
  'client.list-from-joined',
  // How it leaves, and how it comes back.
  'client.unload',
  'client.leave-again',
  'client.leave-never-throws',
  'client.dispose',
  'client.leave-waits',
  'client.leave-always',
  'client.leave-bounded',
  'client.resumes',
  'client.local-reason',
  'client.giving-up',
  'client.one-connection',
  'client.never-rejoins',
  'client.calls-settled',
  'client.late-calls',
  'client.ack-heartbeat',
  'client.ack-many',
  'client.ack',
] as const satisfies readonly ClauseId[];

const places = { server: placesIn(ranking), client: placesIn(clientRanking) };

function placesIn(order: readonly ClauseId[]): ReadonlyMap<ClauseId, number> {
  return new Map(order.map((clause, place) => [clause, place]));
}

/** The place of a clause in the ranking of its side: the lower, the more telling. */
export const placeOf = (clause: ClauseId, side: keyof typeof places): number =>
  places[side].get(clause) ?? places[side].size;
