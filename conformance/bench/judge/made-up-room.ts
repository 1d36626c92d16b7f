/**
 * A room of a made-up server: people come, ask, leave, are removed or lost, and everybody concerned is told.
 * Lawful by its few rules, which are written here once more; at a word it breaks one of them, once.
 */
import type { Random } from '../load/random.js';
import type { Fault } from './faults.js';

/** A line without its time, in the order in which it is to be written; `fault` where it is the one that is wrong. */
export interface Draft {
  readonly connection: string;
  readonly body: object;
  readonly fault?: Fault;
}

interface Person {
  readonly participant: string;
  readonly participation: string;
  readonly connection: string;
  readonly role: 'ROLE_HOST' | 'ROLE_ATTENDEE';
  sequence: number;
  request: number;
}

export interface Habits {
  /** How many are there at most. */
  readonly most: number;
  /** How many things happen before the meeting is ended; Infinity for a room that stays open. */
  readonly deeds: number;
}

/** Faults that need more than their victim. */
const COMPANY = 4;

export class MadeUpRoom {
  readonly queue: Draft[] = [];
  fault: Fault | undefined;
  over = false;
  readonly #people: Person[] = [];
  #made = 0;
  #deeds = 0;

  constructor(
    readonly name: string,
    private readonly random: Random,
    private readonly habits: Habits,
  ) {}

  /** The next thing happens. */
  step(): void {
    this.#deeds += 1;
    if (this.fault && this.#people.length >= COMPANY) this.#wrong(this.fault);
    else if (this.#people.length < (this.fault ? COMPANY : 2)) this.#join();
    else if (this.#deeds > this.habits.deeds) this.end();
    else this.#anything();
  }

  #anything(): void {
    const one = this.random.pick(this.#people);
    const dice = this.random.below(10);
    if (dice < 3) this.#sync(one);
    else if (dice < 5) this.#beat(one);
    else if (this.#people.length < this.habits.most && (dice < 8 || this.#people.length < 4)) this.#join();
    else this.#goes(this.random.pick(this.#people.slice(1)));
  }

  /** The host stays: somebody must be able to remove, and to end. */
  #goes(one: Person): void {
    const [host] = this.#people;
    const dice = this.random.below(4);
    if (dice === 0 && host) this.#remove(host, one);
    else if (dice === 1) this.#lost(one);
    else this.#leave(one);
  }

  #line({ connection }: Person, body: object, fault?: Fault): void {
    this.queue.push({ connection, body, ...(fault ? { fault } : {}) });
  }

  #tell(one: Person, content: object, options: { readonly replyTo?: number; readonly fault?: Fault } = {}): void {
    one.sequence += 1;
    const { replyTo = 0, fault } = options;
    this.#line(one, { fromServer: { sequence: one.sequence, replyTo, ...content } }, fault);
  }

  #ask(one: Person, content: object): number {
    one.request += 1;
    this.#line(one, { fromClient: { requestId: one.request, ack: one.sequence, ...content } });
    return one.request;
  }

  #close(one: Person, code: number, fault?: Fault): void {
    this.#line(one, { closed: { by: 'CLOSED_BY_SERVER', code } }, fault);
  }

  #join(but: { readonly untold?: Person; readonly fault?: Fault } = {}): Person {
    this.#made += 1;
    const { fault, untold } = but;
    const [first] = this.#people;
    const id = `${this.name}.${this.#made}`;
    const one: Person = {
      participant: `u${id}`,
      participation: fault === 'participation.fresh' && first ? first.participation : `p${id}`,
      connection: `c${id}`,
      role: first ? 'ROLE_ATTENDEE' : 'ROLE_HOST',
      sequence: 0,
      request: 0,
    };
    const { participant: participantId, role } = one;
    this.#line(one, { fromClient: { join: { roomId: this.name, participantId, role, joinId: `j${id}` } } });
    const roster = this.#people.slice(fault === 'join.roster' ? 1 : 0).map(member);
    const shown = fault === 'join.announced' ? undefined : fault;
    const sessionId = fault === 'session.shared' ? `t${this.name}` : `s${this.name}`;
    const joined = { sessionId, participationId: one.participation, roster, features, ...times };
    this.#tell(one, { joined }, shown ? { fault: shown } : {});
    for (const other of this.#people)
      if (other !== untold) this.#tell(other, { participantJoined: { participant: member(one) } });
    this.#people.push(one);
    return one;
  }

  #sync(one: Person): void {
    const replyTo = this.#ask(one, { sync: {} });
    this.#tell(one, { accepted: {} }, { replyTo });
  }

  #beat(one: Person): void {
    this.#line(one, { fromServer: { heartbeat: {} } });
    this.#line(one, { fromClient: { ack: one.sequence, ackOnly: {} } });
  }

  /** Off the list, and told to everybody who stays: all but `untold`, and to `wrong` with another code. */
  #departs(
    one: Person,
    code: number,
    but: { readonly untold?: Person; readonly wrong?: Person; readonly fault?: Fault } = {},
  ): void {
    this.#people.splice(this.#people.indexOf(one), 1);
    for (const other of this.#people) {
      if (other === but.untold) continue;
      const told = other === but.wrong ? { code: 1002, mark: { fault: but.fault as Fault } } : { code, mark: {} };
      this.#tell(other, left(one, told.code), told.mark);
    }
  }

  #leave(one: Person, code = 1101): void {
    const replyTo = this.#ask(one, { leave: {} });
    this.#tell(one, roomLeft(code), { replyTo });
    this.#close(one, 3000 + code);
    this.#departs(one, code);
  }

  #remove(actor: Person, one: Person, fault?: Fault): void {
    const replyTo = this.#ask(actor, { remove: { participationId: one.participation } });
    this.#tell(one, roomLeft(1002), fault ? { fault } : {});
    this.#close(one, 4002);
    this.#departs(one, 1002);
    this.#tell(actor, { accepted: {} }, { replyTo });
  }

  #lost(one: Person): void {
    this.#line(one, { closed: { by: 'CLOSED_BY_NETWORK' } });
    this.#departs(one, 1001);
  }

  /** The host ends it for all. */
  end(): void {
    const [host, ...others] = this.#people;
    this.over = true;
    if (!host) return;
    const replyTo = this.#ask(host, { end: {} });
    for (const one of [...others, host]) {
      this.#tell(one, roomLeft(1008), one === host ? { replyTo } : {});
      this.#close(one, 4008);
    }
  }

  /** Does one thing wrongly, and lets those go whose picture of the room is wrong by it. */
  #wrong(fault: Fault): void {
    this.fault = undefined;
    const [host, one, victim] = this.#people;
    if (host && one && victim) this.#breaks[fault](host, one, victim);
  }

  readonly #breaks: Readonly<Record<Fault, (host: Person, one: Person, victim: Person) => void>> = {
    'departure.once': (_host, one, victim) => {
      this.#leave(one);
      this.#tell(victim, left(one, 1101), { fault: 'departure.once' });
    },
    'departure.tells-others': (_host, one, victim) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#departs(one, 1101, { untold: victim });
      this.#close(one, 4101);
      this.#syncOf(victim, 'departure.tells-others');
      this.#leave(victim);
    },
    'reason.agree': (_host, one, victim) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#departs(one, 1101, { wrong: victim, fault: 'reason.agree' });
      this.#close(one, 4101);
    },
    'sequence.dense': (_host, _one, victim) => {
      victim.sequence += 1;
      this.#syncOf(victim, 'sequence.dense');
    },
    'close.code': (_host, one) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#departs(one, 1101);
      this.#close(one, 4002, 'close.code');
    },
    'close.follows': (_host, one) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#departs(one, 1101);
      this.#close(one, 0, 'close.follows');
    },
    'departure.last': (_host, one) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#line(one, { fromServer: { heartbeat: {} } }, 'departure.last');
      this.#departs(one, 1101);
      this.#close(one, 4101);
    },
    'request.answered': (_host, one) => {
      this.#sync(one);
      this.#tell(one, { accepted: {} }, { replyTo: one.request, fault: 'request.answered' });
    },
    'request.in-order': (_host, one) => {
      const first = this.#ask(one, { sync: {} });
      const second = this.#ask(one, { sync: {} });
      this.#tell(one, { accepted: {} }, { replyTo: second, fault: 'request.in-order' });
      this.#tell(one, { accepted: {} }, { replyTo: first });
    },
    'sync.accepted': (_host, one) => {
      const replyTo = this.#ask(one, { sync: {} });
      this.#tell(one, { rejected: { code: 'CODE_INTERNAL' } }, { replyTo, fault: 'sync.accepted' });
    },
    'join.announced': (_host, _one, victim) => {
      this.#join({ untold: victim, fault: 'join.announced' });
      this.#syncOf(victim, 'join.announced');
      this.#leave(victim);
    },
    'fence.effects-first': (_host, one, victim) => {
      const replyTo = this.#ask(one, { leave: {} });
      this.#tell(one, roomLeft(1101), { replyTo });
      this.#departs(one, 1101, { untold: victim });
      this.#close(one, 4101);
      this.#sync(victim);
      this.#tell(victim, left(one, 1101), { fault: 'fence.effects-first' });
    },
    'sequence.refused-join': (_host, one) => {
      this.#line(one, { fromServer: { sequence: one.sequence, heartbeat: {} } }, 'sequence.refused-join');
    },
    'participation.fresh': () => {
      this.#join({ fault: 'participation.fresh' });
      this.end();
    },
    'session.shared': () => {
      this.#join({ fault: 'session.shared' });
      this.end();
    },
    'join.roster': () => {
      this.#join({ fault: 'join.roster' });
      this.end();
    },
    'reason.never-unspecified': (_host, one) => this.#untrue(one, 0, 'reason.never-unspecified'),
    'reason.local-stays-local': (_host, one) => this.#untrue(one, 1103, 'reason.local-stays-local'),
    'reason.true': (_host, one) => this.#untrue(one, 1003, 'reason.true'),
    'remove.authority': (_host, one, victim) => {
      this.#remove(one, victim, 'remove.authority');
      this.end();
    },
  };

  #syncOf(one: Person, fault: Fault): void {
    const replyTo = this.#ask(one, { sync: {} });
    this.#tell(one, { accepted: {} }, { replyTo, fault });
  }

  #untrue(one: Person, code: number, fault: Fault): void {
    this.#tell(one, roomLeft(code), { fault });
    this.#close(one, 3000 + code);
    this.#departs(one, code);
    this.end();
  }
}

const features = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER'];
const times = { resumeWindowMs: 0, heartbeatIntervalMs: 20_000, heartbeatTimeoutMs: 60_000 };

const member = ({ participant, participation, role }: Person) => ({
  participantId: participant,
  participationId: participation,
  role,
});

const roomLeft = (code: number): object => ({ roomLeft: { reason: { code } } });

const left = ({ participant, participation }: Person, code: number): object => ({
  participantLeft: { participantId: participant, participationId: participation, reason: { code } },
});
