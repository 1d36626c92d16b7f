/**
 * A room of a made-up server: what each event in it puts on the wire, by the few rules of the protocol, which are
 * written here once more.
 */
import { close, reason } from '../../../gen/codes.js';
import type { BrokenRule } from './faults.js';

/** What is wrong in a report, or the rule that it breaks; `report`: what it says instead. */
export interface MisreportedAs {
  readonly report?: object;
  readonly fault?: BrokenRule;
}

/** A line without its stamp; a report is about no connection. `fault`: the rule that this line breaks. */
export interface DraftLine {
  readonly connection?: string;
  readonly body: object;
  readonly fault?: BrokenRule;
}

/** Somebody who is in the room. */
export interface MadeUpPerson {
  readonly participant: string;
  readonly participation: string;
  readonly connection: string;
  readonly role: 'ROLE_HOST' | 'ROLE_ATTENDEE';
  sequence: number;
  request: number;
}

/** The close code behind the RoomLeft with this reason code. */
const closeCodeOf = (code: number): number => 3_000 + code;

/** The people of a room, and the lines that they make. The first of them is the host. */
export class LawfulRoom {
  /** The lines that have not been taken yet. */
  readonly queue: DraftLine[] = [];
  readonly people: MadeUpPerson[] = [];
  over = false;
  /** Its departures, and the end of its session, are reported. */
  reported = true;
  #made = 0;

  constructor(readonly name: string) {}

  /** A line on somebody's connection. */
  line({ connection }: MadeUpPerson, body: object, fault?: BrokenRule): void {
    this.queue.push({ connection, body, ...(fault ? { fault } : {}) });
  }

  /** The server sends a numbered message. */
  tell(
    one: MadeUpPerson,
    content: object,
    options: { readonly replyTo?: number; readonly fault?: BrokenRule } = {},
  ): void {
    one.sequence += 1;
    const { replyTo = 0, fault } = options;
    this.line(one, { fromServer: { sequence: one.sequence, replyTo, ...content } }, fault);
  }

  /** Somebody sends a request. Returns its number. */
  ask(one: MadeUpPerson, content: object): number {
    one.request += 1;
    this.line(one, { fromClient: { requestId: one.request, ack: one.sequence, ...content } });
    return one.request;
  }

  /** The server closes a connection. */
  close(one: MadeUpPerson, code: number, fault?: BrokenRule): void {
    this.line(one, { closed: { by: 'CLOSED_BY_SERVER', code } }, fault);
  }

  /** Somebody comes. `untold`: somebody who is not told of it. */
  join(but: { readonly untold?: MadeUpPerson; readonly fault?: BrokenRule } = {}): void {
    this.#made += 1;
    const { fault, untold } = but;
    const [first] = this.people;
    const id = `${this.name}.${this.#made}`;
    const one: MadeUpPerson = {
      participant: `u${id}`,
      participation: fault === 'participation.fresh' && first ? first.participation : `p${id}`,
      connection: `c${id}`,
      role: first ? 'ROLE_ATTENDEE' : 'ROLE_HOST',
      sequence: 0,
      request: 0,
    };
    const { participant: participantId, role } = one;
    this.line(one, { fromClient: { join: { roomId: this.name, participantId, role, joinId: `j${id}` } } });
    const roster = this.people.slice(fault === 'join.roster' ? 1 : 0).map(member);
    const shown = fault === 'join.announced' ? undefined : fault;
    const sessionId = fault === 'session.shared' ? `t${this.name}` : `s${this.name}`;
    const joined = { sessionId, participationId: one.participation, roster, features, ...times };
    this.tell(one, { joined }, shown ? { fault: shown } : {});
    for (const other of this.people)
      if (other !== untold) this.tell(other, { participantJoined: { participant: member(one) } });
    this.people.push(one);
  }

  /** Somebody asks for nothing, and is answered. `fault`: by which the answer is wrong. */
  sync(one: MadeUpPerson, fault?: BrokenRule): void {
    const replyTo = this.ask(one, { sync: {} });
    this.tell(one, { accepted: {} }, fault ? { replyTo, fault } : { replyTo });
  }

  /** The server sends Heartbeat, and is answered. */
  beat(one: MadeUpPerson): void {
    this.line(one, { fromServer: { heartbeat: {} } });
    this.line(one, { fromClient: { ack: one.sequence, ackOnly: {} } });
  }

  /** The server reports somebody's departure. */
  report({ participant: participantId, participation }: MadeUpPerson, code: number, but: MisreportedAs = {}): void {
    const { report = {}, fault } = but;
    if (!this.reported) return;
    const ids = { reportId: `r${participation}`, roomId: this.name, sessionId: `s${this.name}` };
    const departureReported = { ...ids, participantId, participationId: participation, reason: { code }, ...report };
    this.queue.push({ body: { departureReported }, ...(fault ? { fault } : {}) });
  }

  /** Somebody is taken off the list, and all others are told: all but `untold`, and `wrong` with another code. */
  departs(
    one: MadeUpPerson,
    code: number,
    but: {
      readonly untold?: MadeUpPerson;
      readonly wrong?: MadeUpPerson;
      readonly fault?: BrokenRule;
      readonly unreported?: true;
    } = {},
  ): void {
    this.people.splice(this.people.indexOf(one), 1);
    for (const other of this.people) {
      if (other === but.untold) continue;
      if (other === but.wrong)
        this.tell(other, participantLeft(one, reason.REMOVE_PEER), { fault: but.fault as BrokenRule });
      else this.tell(other, participantLeft(one, code));
    }
    if (!but.unreported) this.report(one, code);
  }

  /** Somebody asks to leave, and is told so. */
  tellsLeave(one: MadeUpPerson): void {
    const replyTo = this.ask(one, { leave: {} });
    this.tell(one, roomLeft(reason.MANUAL_LEAVE_CALLED), { replyTo });
  }

  /** Somebody leaves. */
  leave(one: MadeUpPerson, but: { readonly unreported?: true } = {}): void {
    this.tellsLeave(one);
    this.close(one, close.LEAVE);
    this.departs(one, reason.MANUAL_LEAVE_CALLED, but);
  }

  /** Somebody removes another one. */
  remove(actor: MadeUpPerson, one: MadeUpPerson, fault?: BrokenRule): void {
    const replyTo = this.ask(actor, { remove: { participationId: one.participation } });
    this.tell(one, roomLeft(reason.REMOVE_PEER), fault ? { fault } : {});
    this.close(one, close.REMOVE_PEER);
    this.departs(one, reason.REMOVE_PEER);
    this.tell(actor, { accepted: {} }, { replyTo });
  }

  /** Somebody's connection is lost. */
  lose(one: MadeUpPerson): void {
    this.line(one, { closed: { by: 'CLOSED_BY_NETWORK' } });
    this.departs(one, reason.WEBSOCKET_DISCONNECTED);
  }

  /** Somebody is told of a departure with a code that cannot be true; then the meeting ends. */
  departUntruly(one: MadeUpPerson, code: number, fault: BrokenRule): void {
    this.tell(one, roomLeft(code), { fault });
    this.close(one, closeCodeOf(code));
    this.departs(one, code);
    this.end();
  }

  /** The host ends the meeting for all. */
  end(): void {
    const [host, ...others] = this.people;
    this.over = true;
    if (!host) return;
    const replyTo = this.ask(host, { end: {} });
    for (const one of [...others, host]) {
      this.tell(one, roomLeft(reason.REMOVE_ALL), one === host ? { replyTo } : {});
      this.close(one, close.REMOVE_ALL);
      this.report(one, reason.REMOVE_ALL);
    }
    if (!this.reported) return;
    const ids = { reportId: `e${this.name}`, roomId: this.name, sessionId: `s${this.name}` };
    this.queue.push({ body: { sessionEndReported: ids } });
  }
}

const features = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER'];
const times = { resumeWindowMs: 0, heartbeatIntervalMs: 20_000, heartbeatTimeoutMs: 60_000 };

const member = ({ participant, participation, role }: MadeUpPerson) => ({
  participantId: participant,
  participationId: participation,
  role,
});

const roomLeft = (code: number): object => ({ roomLeft: { reason: { code } } });

/** The message that tells of somebody's departure. */
export const participantLeft = ({ participant, participation }: MadeUpPerson, code: number): object => ({
  participantLeft: { participantId: participant, participationId: participation, reason: { code } },
});
