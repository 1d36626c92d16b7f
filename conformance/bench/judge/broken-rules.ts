/** How a made-up room breaks each rule once. Those whose picture of the room is wrong by it leave then. */
import { close, reason } from '../../../gen/codes.js';
import type { BrokenRule } from './faults.js';
import { type LawfulRoom, type MadeUpPerson, participantLeft } from './lawful-room.js';

/** The host, somebody who does something, and somebody who is told wrongly of it. */
interface Involved {
  readonly host: MadeUpPerson;
  readonly one: MadeUpPerson;
  readonly victim: MadeUpPerson;
}

const LEFT = reason.MANUAL_LEAVE_CALLED;

/** Breaks the rule of a clause, in a room with at least three people. */
export const brokenRules: Readonly<Record<BrokenRule, (room: LawfulRoom, involved: Involved) => void>> = {
  'departure.once': (room, { one, victim }) => {
    room.leave(one);
    room.tell(victim, participantLeft(one, LEFT), { fault: 'departure.once' });
  },
  'departure.tells-others': (room, { one, victim }) => {
    room.tellsLeave(one);
    room.departs(one, LEFT, { untold: victim });
    room.close(one, close.LEAVE);
    room.sync(victim, 'departure.tells-others');
    room.leave(victim);
  },
  'reason.agree': (room, { one, victim }) => {
    room.tellsLeave(one);
    room.departs(one, LEFT, { wrong: victim, fault: 'reason.agree' });
    room.close(one, close.LEAVE);
  },
  'sequence.dense': (room, { victim }) => {
    victim.sequence += 1;
    room.sync(victim, 'sequence.dense');
  },
  'close.code': (room, { one }) => {
    room.tellsLeave(one);
    room.departs(one, LEFT);
    room.close(one, close.REMOVE_PEER, 'close.code');
  },
  'close.follows': (room, { one }) => {
    room.tellsLeave(one);
    room.departs(one, LEFT);
    room.close(one, 0, 'close.follows');
  },
  'departure.last': (room, { one }) => {
    room.tellsLeave(one);
    room.line(one, { fromServer: { heartbeat: {} } }, 'departure.last');
    room.departs(one, LEFT);
    room.close(one, close.LEAVE);
  },
  'request.answered': (room, { one }) => {
    room.sync(one);
    room.tell(one, { accepted: {} }, { replyTo: one.request, fault: 'request.answered' });
  },
  'request.in-order': (room, { one }) => {
    const first = room.ask(one, { sync: {} });
    const second = room.ask(one, { sync: {} });
    room.tell(one, { accepted: {} }, { replyTo: second, fault: 'request.in-order' });
    room.tell(one, { accepted: {} }, { replyTo: first });
  },
  'sync.accepted': (room, { one }) => {
    const replyTo = room.ask(one, { sync: {} });
    room.tell(one, { rejected: { code: 'CODE_INTERNAL' } }, { replyTo, fault: 'sync.accepted' });
  },
  'join.announced': (room, { victim }) => {
    room.join({ untold: victim, fault: 'join.announced' });
    room.sync(victim, 'join.announced');
    room.leave(victim);
  },
  'fence.effects-first': (room, { one, victim }) => {
    room.tellsLeave(one);
    room.departs(one, LEFT, { untold: victim });
    room.close(one, close.LEAVE);
    room.sync(victim);
    room.tell(victim, participantLeft(one, LEFT), { fault: 'fence.effects-first' });
  },
  'sequence.refused-join': (room, { one }) => {
    room.line(one, { fromServer: { sequence: one.sequence, heartbeat: {} } }, 'sequence.refused-join');
  },
  'reason.elsewhere': (room, { one }) => {
    room.leave(one, { unreported: true });
    room.report(one, reason.WEBSOCKET_DISCONNECTED, { fault: 'reason.elsewhere' });
  },
  'report.once': (room, { one }) => {
    room.leave(one);
    room.report(one, LEFT, { report: { reportId: `again ${one.participation}` }, fault: 'report.once' });
  },
  'report.repeated': (room, { one, victim }) => {
    room.leave(one);
    const report = { participantId: victim.participant };
    room.report(one, LEFT, { report, fault: 'report.repeated' });
  },
  'report.names': (room, { one, victim }) => {
    room.leave(one, { unreported: true });
    room.report(one, LEFT, { report: { participantId: victim.participant }, fault: 'report.names' });
  },
  'report.in-order': (room, { one, victim }) => {
    for (const leaver of [one, victim]) room.leave(leaver, { unreported: true });
    room.report(victim, LEFT, { fault: 'report.in-order' });
    room.report(one, LEFT);
  },
  'report.each': (room, { one, victim }) => {
    for (const leaver of [one, victim]) room.leave(leaver, { unreported: true });
    room.report(victim, LEFT, { fault: 'report.each' });
  },
  'participation.fresh': (room) => {
    room.join({ fault: 'participation.fresh' });
    room.end();
  },
  'session.shared': (room) => {
    room.join({ fault: 'session.shared' });
    room.end();
  },
  'join.roster': (room) => {
    room.join({ fault: 'join.roster' });
    room.end();
  },
  'reason.never-unspecified': (room, { one }) => room.departUntruly(one, 0, 'reason.never-unspecified'),
  'reason.local-stays-local': (room, { one }) =>
    room.departUntruly(one, reason.JOIN_ROOM_FAILED, 'reason.local-stays-local'),
  'reason.true': (room, { one }) => room.departUntruly(one, reason.REMOVE_PEER_VIEWER_MODE_CHANGED, 'reason.true'),
  'remove.authority': (room, { one, victim }) => {
    room.remove(one, victim, 'remove.authority');
    room.end();
  },
};
