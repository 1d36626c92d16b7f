/**
 * Histories of a made-up meeting, for the tests of the invariants: a few hundred lines of the prose, in one process,
 * where chance decides which message is taken up or arrives next. What it says of itself is lawful, except for one fault at will.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type {
  Action,
  Code,
  Feature,
  History,
  HistoryRecord,
  Malformed,
  Observation,
  Refusal,
  Role,
  Seat,
  Sent,
} from '../exchange/index.js';

/** The faults, each with the clause that names it. */
export const faults = {
  'tells-twice': 'departure.once',
  'removal-as-loss': 'reason.true',
  'attendee-ends': 'end.authority',
  'leaver-untold': 'departure.tells-leaver',
  'leaver-untold-and-closed': 'departure.tells-leaver',
  'left-after-room-left': 'departure.last',
  'own-left-after-room-left': 'departure.last',
  'last-host-unseen': 'departure.tells-others',
  'close-1002': 'close.code',
  'answers-early': 'fence.effects-first',
  'leaks-rooms': 'room.isolated',
  'ends-all-rooms': 'room.isolated',
  'removes-anywhere': 'remove.unknown',
  'host-leave-ends': 'leave.host-does-not-end',
  'roster-empty': 'join.roster',
  'roster-keeps-gone': 'join.roster',
  'join-unannounced': 'join.announced',
  'tells-the-past': 'join.no-past',
  'session-again': 'session.fresh',
  'session-again-after-end': 'end.new-session',
  'session-each': 'session.shared',
  'participation-again': 'participation.fresh',
  'duplicate-let-in': 'join.duplicate',
  'refused-join-closes': 'join.refused-unbound',
  'loss-untold': 'connection.lost',
  'goodbye-as-loss': 'connection.goodbye',
  'close-as-leave': 'connection.other-close',
  'reply-always': 'request.settled-by-room-left',
  'reply-never': 'request.settled-by-room-left',
  'unknown-accepted': 'request.unknown',
  'sync-refused': 'sync.accepted',
  'sequence-skips': 'sequence.dense',
  'room-left-code-differs': 'reason.agree',
  'no-close': 'close.follows',
  'frame-code': 'frame.first',
  'attendee-removes': 'remove.authority',
  'removes-itself': 'remove.self',
  'end-spares-one': 'end.everyone',
  'end-announced': 'departure.by-room-left-alone',
  'host-end-refused': 'end.host',
  'last-end-refused': 'end.last-participant',
  'refused-acts': 'request.refused-changes-nothing',
  'remove-idle': 'remove.takes-effect',
  'departed-not-found': 'remove.departed',
  'answers-twice': 'request.answered',
  'answers-never': 'request.answered',
  'answers-swapped': 'request.in-order',
  'departures-swapped': 'departure.room-order',
  unspecified: 'reason.never-unspecified',
  'local-code': 'reason.local-stays-local',
  'late-reason': 'reason.agree',
} as const satisfies Readonly<Record<string, ClauseId>>;
export type Fault = keyof typeof faults;

export interface Wish {
  readonly seed: number;
  readonly rounds: number;
  readonly seats: readonly Seat[];
  readonly rooms: readonly string[];
  readonly features: readonly Feature[];
  readonly fault?: Fault;
  /** How often a step is a cut, a close or a broken frame, of 100. */
  readonly losses?: number;
}

/** Plays the wish out. The same wish gives the same history. */
export const madeUp = (wish: Wish): History => new Meeting(wish).play();

interface Line {
  readonly seat: Seat;
  readonly number: number;
  /** Frames on their way to the server, and back. */
  readonly up: Up[];
  readonly down: Observation[];
  stay?: Stay;
  joining: boolean;
  requests: number;
  sequence: number;
  /** What the seat knows: whether it was shown Joined, RoomLeft, the close; whether the suite has gone. */
  sees: 'nothing' | 'in' | 'left';
  closed: boolean;
  gone: boolean;
  /** The server reads nothing from it any more. */
  deaf: boolean;
  noticed: boolean;
}

type Up =
  | { readonly kind: 'action'; readonly action: Action; readonly request: number; readonly target?: string }
  | { readonly kind: 'closing'; readonly code: number };

interface Stay {
  readonly id: string;
  readonly line: Line;
  readonly session: Session;
  gone: boolean;
}

interface Session {
  readonly id: string;
  readonly room: string;
  readonly stays: Stay[];
  over: boolean;
  ended: boolean;
}

type Pending = { readonly line: Line; readonly request: number | 'join' | 'loss' };

class Meeting {
  readonly #records: HistoryRecord[] = [];
  readonly #rounds: Action[][] = [];
  readonly #lines: Line[] = [];
  readonly #sessions: Session[] = [];
  readonly #open = new Map<string, Session>();
  readonly #counts = new Map<string, number>();
  readonly #shown: string[] = [];
  /** Effects that the fault holds back until the answers have gone. */
  readonly #held: (() => void)[] = [];
  #state: number;
  #fencing = false;

  constructor(private readonly wish: Wish) {
    this.#state = (wish.seed * 2654435761) >>> 0 || 1;
  }

  play(): History {
    for (let round = 0; round < this.wish.rounds; round += 1) {
      this.#rounds.push([]);
      this.#round();
    }
    this.#drain();
    this.#fencing = true;
    for (const line of this.#lines)
      if (line.sees === 'in' && !line.gone && !line.closed) this.#send(line, { kind: 'sync', seat: line.seat.name });
    this.#drain();
    const { features } = this.wish;
    return {
      scenario: { seats: this.wish.seats, rounds: this.#rounds },
      profile: {
        name: 'made up',
        wire: true,
        features,
        resumeWindowMs: 0,
        slackMs: 0,
        unsupported: [],
        deviations: [],
      },
      records: this.#records,
      settled: 'fenced',
    };
  }

  // --- the suite ---

  #round(): void {
    const pending: Pending[] = [];
    const seats = this.wish.seats.filter(() => this.#chance(60));
    for (const seat of seats.length > 0 ? seats : this.wish.seats.slice(0, 1))
      for (let step = this.#chance(30) ? 2 : 1; step > 0; step -= 1) this.#step(seat, pending);
    // Most rounds wait for every answer; what else is on its way may still be.
    if (this.#chance(90)) this.#until(() => pending.every((item) => this.#resolved(item)));
    else for (let turns = this.#below(10); turns > 0; turns -= 1) this.#turn();
    if (this.#chance(30)) this.#drain();
  }

  #resolved({ line, request }: Pending): boolean {
    if (line.closed || line.sees === 'left' || line.gone) return true;
    if (request === 'join') return !line.joining;
    return this.#records.some(
      (record) =>
        record.kind === 'seen' &&
        record.seat === line.seat.name &&
        record.connection === line.number &&
        'replyTo' in record.observation &&
        record.observation.replyTo === request,
    );
  }

  #step(seat: Seat, pending: Pending[]): void {
    const name = seat.name;
    let line = this.#lines.findLast((candidate) => candidate.seat === seat);
    if (!line || line.closed || line.gone) {
      line = this.#connect(seat);
      if (this.#chance(this.wish.losses ?? 0)) {
        this.#send(line, { kind: 'malformed', seat: name, frame: 'request-first' });
        return;
      }
    }
    if (line.sees === 'left') return;
    if (line.sees === 'nothing' && !line.joining) {
      this.#send(line, { kind: 'join', seat: name, room: this.#pick(this.wish.rooms) });
      pending.push({ line, request: 'join' });
      return;
    }
    const action = this.#chance(this.wish.losses ?? 6) ? this.#loss(line) : this.#request(name);
    this.#send(line, action);
    if (!line.gone) pending.push({ line, request: action.kind === 'malformed' ? 'loss' : line.requests });
  }

  #loss(line: Line): Action {
    const seat = line.seat.name;
    const frames: Malformed[] = ['wrong-type', 'undecodable', 'oversize'];
    if (line.sees === 'in') frames.push('join-again');
    const which = this.#below(4);
    if (which === 0) return { kind: 'cut', seat };
    if (which === 1) return { kind: 'close', seat, code: this.#pick([1000, 4000]) };
    if (which === 2) return { kind: 'close', seat, code: 4101 };
    return { kind: 'malformed', seat, frame: this.#pick(frames) };
  }

  #request(seat: string): Action {
    const which = this.#below(20);
    if (which < 4) return { kind: 'leave', seat };
    if (which < 7) return { kind: 'end', seat };
    if (which < 12) return { kind: 'remove', seat, target: this.#pick([...this.#shown, 'nobody']) };
    if (which < 14) return { kind: 'unknown', seat };
    return { kind: 'sync', seat };
  }

  #connect(seat: Seat): Line {
    const number = this.#lines.filter((line) => line.seat === seat).length + 1;
    const line: Line = {
      seat,
      number,
      up: [],
      down: [],
      joining: false,
      requests: 0,
      sequence: 0,
      sees: 'nothing',
      closed: false,
      gone: false,
      deaf: false,
      noticed: false,
    };
    this.#lines.push(line);
    return line;
  }

  #send(line: Line, action: Action): void {
    const numbered = ['leave', 'end', 'remove', 'sync', 'unknown'].includes(action.kind);
    if (action.kind === 'join') {
      line.joining = true;
      line.requests = 0;
    }
    if (numbered) line.requests += 1;
    if (!this.#fencing) this.#rounds.at(-1)?.push(action);
    const target = action.kind === 'remove' ? action.target : undefined;
    const sent: Sent = {
      kind: 'sent',
      at: this.#records.length,
      seat: line.seat.name,
      connection: line.number,
      round: this.#fencing ? this.#rounds.length : this.#rounds.length - 1,
      action,
      ...(numbered ? { request: line.requests } : {}),
      ...(target === undefined ? {} : { target }),
    };
    this.#records.push(sent);
    if (action.kind === 'cut') {
      line.gone = true;
      line.down.length = 0;
      // What was on its way may or may not have got through.
      line.up.length = this.#below(line.up.length + 1);
    } else if (action.kind === 'close') {
      line.gone = true;
      if (this.#chance(50)) line.down.length = 0;
      line.up.push({ kind: 'closing', code: action.code });
    } else
      line.up.push({ kind: 'action', action, request: line.requests, ...(target === undefined ? {} : { target }) });
  }

  #arrive(line: Line): void {
    const observation = line.down.shift();
    if (!observation || (line.gone && line.closed)) return;
    const { seat, number: connection } = line;
    this.#records.push({ kind: 'seen', at: this.#records.length, seat: seat.name, connection, observation });
    if (observation.kind === 'joined') {
      line.sees = 'in';
      line.joining = false;
      this.#shown.push(observation.participation);
    }
    if (observation.kind === 'rejected' && (observation.replyTo ?? 0) === 0) line.joining = false;
    if (observation.kind === 'roomLeft') line.sees = 'left';
    if (observation.kind === 'closed') line.closed = true;
  }

  // --- chance ---

  #below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  #chance(percent: number): boolean {
    return this.#below(100) < percent;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  /** One thing happens: a frame is taken up, a message arrives, a cut is noticed. */
  #turn(): boolean {
    const moves: (() => void)[] = [];
    for (const line of this.#lines) {
      if (line.down.length > 0)
        moves.push(
          () => this.#arrive(line),
          () => this.#arrive(line),
        );
      if (line.up.length > 0 && !line.deaf) moves.push(() => this.#take(line));
      else if (line.gone && line.up.length === 0 && !line.noticed) moves.push(() => this.#notice(line));
    }
    if (this.#held.length > 0) moves.push(() => this.#held.shift()?.());
    if (moves.length === 0) return false;
    this.#pick(moves)();
    return true;
  }

  #until(done: () => boolean): void {
    while (!done() && this.#turn());
  }

  #drain(): void {
    while (this.#turn());
  }

  // --- the server ---

  #is(fault: Fault): boolean {
    return this.wish.fault === fault;
  }

  #has(feature: Feature): boolean {
    return this.wish.features.includes(feature);
  }

  #put(line: Line, observation: Observation): void {
    if (line.deaf && observation.kind !== 'closed') return;
    if (line.gone && !line.noticed && this.#chance(50)) return;
    if (line.gone) return;
    line.down.push(observation);
  }

  #message(line: Line, message: Observation): void {
    if (message.kind === 'closed' || message.kind === 'invalid') return;
    if (line.deaf) return;
    line.sequence += this.#is('sequence-skips') && message.kind === 'accepted' ? 2 : 1;
    this.#put(line, { ...message, sequence: line.sequence, replyTo: message.replyTo ?? 0 });
  }

  #close(line: Line, code: number): void {
    if (line.deaf) return;
    if (!line.gone) line.down.push({ kind: 'closed', code });
    line.deaf = true;
    line.noticed = true;
    line.up.length = 0;
  }

  #notice(line: Line): void {
    line.noticed = true;
    line.deaf = true;
    if (line.stay && !this.#is('loss-untold')) this.#depart(line.stay, 'lost');
  }

  #take(line: Line): void {
    const frame = line.up.shift();
    if (!frame) return;
    if (frame.kind === 'closing') {
      const leaves =
        (frame.code === 4101 && !this.#is('goodbye-as-loss')) || (frame.code !== 4101 && this.#is('close-as-leave'));
      line.noticed = true;
      if (line.stay) this.#depart(line.stay, leaves ? 'leave' : 'lost');
      if (this.#chance(50)) line.down.push({ kind: 'closed', code: frame.code });
      line.deaf = true;
      return;
    }
    const { action, request } = frame;
    if (action.kind === 'malformed') this.#malformed(line, action.frame);
    else if (action.kind === 'join') this.#join(line, action.room);
    else if (line.stay && !line.stay.gone) this.#asked(line, line.stay, action, request, frame.target);
  }

  #malformed(line: Line, frame: Malformed): void {
    const codes = { 'wrong-type': 1003, undecodable: 1007, oversize: 1009, 'join-again': 1002, 'request-first': 1002 };
    this.#close(line, this.#is('frame-code') ? 1011 : codes[frame]);
    if (line.stay) this.#depart(line.stay, 'lost');
  }

  #join(line: Line, room: string): void {
    const present = this.#open
      .get(room)
      ?.stays.find((stay) => !stay.gone && stay.line.seat.participant === line.seat.participant);
    if (present && !this.#is('duplicate-let-in')) {
      this.#put(line, { kind: 'rejected', code: 'already_exists', sequence: 0, replyTo: 0 });
      if (this.#is('refused-join-closes')) this.#close(line, 1000);
      line.up.splice(0, line.up.length, ...line.up.filter(isJoin));
      return;
    }
    const session = this.#session(room);
    const name = line.seat.name;
    const count = (this.#counts.get(name) ?? 0) + (this.#is('participation-again') && this.#counts.has(name) ? 0 : 1);
    this.#counts.set(name, count);
    const stay: Stay = { id: `${name}#${count}`, line, session, gone: false };
    const listed = this.#is('roster-empty')
      ? []
      : session.stays.filter(({ gone }) => !gone || this.#is('roster-keeps-gone'));
    line.stay = stay;
    const own = this.#is('session-each') ? `${session.id}${stay.id}` : session.id;
    this.#message(line, {
      kind: 'joined',
      session: own,
      participation: stay.id,
      roster: listed.map((other) => member(other)),
      features: this.wish.features,
      resumeWindowMs: 0,
      heartbeatIntervalMs: 0,
      heartbeatTimeoutMs: 0,
    });
    if (this.#is('tells-the-past'))
      for (const other of session.stays) if (other.gone) this.#left(line, other, this.#code('leave'));
    session.stays.push(stay);
    if (this.#is('join-unannounced')) return;
    this.#others(stay, (to) =>
      this.#effect(() => this.#message(to, { kind: 'participantJoined', member: member(stay) })),
    );
  }

  #session(room: string): Session {
    const open = this.#open.get(room);
    if (open && !open.over) return open;
    const last = this.#sessions.findLast((session) => session.room === room);
    const count = this.#sessions.filter((session) => session.room === room).length;
    const again = last?.ended ? this.#is('session-again-after-end') : this.#is('session-again');
    const id = last && again ? last.id : `${room}$${count + 1}`;
    const session: Session = { id, room, stays: [], over: false, ended: false };
    this.#sessions.push(session);
    this.#open.set(room, session);
    return session;
  }

  #effect(act: () => void): void {
    if (this.#is('answers-early')) this.#held.push(act);
    else act();
  }

  /** Everyone else in the room; with a leak, in all rooms. */
  #others({ line, session }: Stay, tell: (to: Line) => void): void {
    const sessions = this.#is('leaks-rooms') ? this.#sessions : [session];
    for (const { stays } of sessions)
      for (const other of stays) if (other.line !== line && !other.gone) tell(other.line);
  }

  #left(to: Line, stay: Stay, code: Code): void {
    const participant = stay.line.seat.participant;
    this.#message(to, { kind: 'participantLeft', participant, participation: stay.id, reason: [code] });
  }

  #code(cause: 'leave' | 'lost' | 'remove' | 'end'): Code {
    if (this.#is('unspecified')) return 0;
    if (cause === 'lost') return this.#is('local-code') ? 1102 : 1001;
    if (cause === 'remove') return this.#is('removal-as-loss') ? 1001 : 1002;
    if (cause === 'end') return 1008;
    return this.#has('extended_codes') ? 1101 : 'absent';
  }

  #depart(stay: Stay, cause: 'leave' | 'lost' | 'remove', replyTo = 0): void {
    if (stay.gone) return;
    stay.gone = true;
    const { session, line } = stay;
    const code = this.#code(cause);
    const emptied = session.stays.every(({ gone }) => gone);
    if (emptied) session.over = true;
    const lastHost =
      line.seat.role === 'host' && !session.stays.some((other) => !other.gone && other.line.seat.role === 'host');
    if (lastHost && cause === 'leave' && this.#is('host-leave-ends')) {
      this.#endAll(session, stay, 0);
    } else if (!(lastHost && this.#is('last-host-unseen')))
      this.#tell(stay, this.#is('late-reason') && cause === 'leave' ? 1002 : code);
    if (cause !== 'lost') this.#roomLeft(stay, code, replyTo);
    else line.deaf = true;
  }

  #tell(stay: Stay, code: Code): void {
    let one = true;
    this.#others(stay, (to) => {
      const swap = this.#is('departures-swapped') && one && to.down.at(-1)?.kind === 'participantLeft';
      this.#effect(() => this.#left(to, stay, code));
      if (this.#is('tells-twice') && one) this.#left(to, stay, code);
      if (swap) swapLast(to);
      one = false;
    });
  }

  #roomLeft(stay: Stay, code: Code, replyTo: number): void {
    const { line } = stay;
    const untold = this.#is('leaver-untold') || this.#is('leaver-untold-and-closed');
    if (untold) {
      if (this.#is('leaver-untold-and-closed')) this.#close(line, closeCode(code));
      return;
    }
    const to = this.#is('reply-never') ? 0 : this.#is('reply-always') ? line.requests : replyTo;
    const said = this.#is('room-left-code-differs') ? 1007 : code;
    this.#message(line, { kind: 'roomLeft', reason: [said], replyTo: to });
    if (this.#is('own-left-after-room-left')) this.#left(line, stay, code);
    if (this.#is('left-after-room-left'))
      for (const other of stay.session.stays) if (!other.gone) this.#left(line, other, 1101);
    if (this.#is('no-close')) {
      line.deaf = true;
      return;
    }
    this.#close(line, this.#is('close-1002') ? 1002 : closeCode(said));
  }

  #endAll(session: Session, caller: Stay, replyTo: number): void {
    const sessions = this.#is('ends-all-rooms') ? this.#sessions.filter(({ over }) => !over) : [session];
    for (const each of sessions) {
      each.over = true;
      each.ended = true;
      const stays = each.stays.filter(({ gone }) => !gone);
      const others = stays.filter((stay) => stay !== caller);
      const spared = this.#is('end-spares-one') ? others[0] : undefined;
      for (const stay of stays) {
        if (stay === spared) continue;
        if (this.#is('end-announced'))
          for (const other of stays) if (other !== stay) this.#left(stay.line, other, 1008);
      }
      for (const stay of others)
        if (stay !== spared) {
          stay.gone = true;
          this.#effect(() => this.#roomLeft(stay, this.#code('end'), 0));
        }
    }
    if (replyTo > 0) {
      caller.gone = true;
      this.#roomLeft(caller, this.#code('end'), replyTo);
    }
  }

  #asked(line: Line, stay: Stay, action: Action, request: number, target: string | undefined): void {
    switch (action.kind) {
      case 'leave':
        this.#depart(stay, 'leave', request);
        break;
      case 'end':
        this.#end(line, stay, request);
        break;
      case 'remove':
        this.#remove(line, stay, request, target ?? 'nobody');
        break;
      case 'sync':
        this.#sync(line, request);
        break;
      default:
        if (this.#is('unknown-accepted')) this.#accept(line, request);
        else this.#refuse(line, 'unimplemented', request);
    }
  }

  #sync(line: Line, request: number): void {
    if (this.#is('answers-never') && this.#chance(30)) return;
    if (this.#is('sync-refused') && this.#chance(20)) {
      this.#refuse(line, 'resource_exhausted', request);
      return;
    }
    this.#accept(line, request);
    if (this.#is('answers-twice')) this.#accept(line, request);
  }

  #accept(line: Line, request: number): void {
    const swap = this.#is('answers-swapped') && isAnswer(line.down.at(-1));
    this.#message(line, { kind: 'accepted', replyTo: request });
    if (swap) swapLast(line);
  }

  #refuse(line: Line, code: Refusal, request: number): void {
    this.#message(line, { kind: 'rejected', code, replyTo: request });
  }

  #end(line: Line, stay: Stay, request: number): void {
    const alone = stay.session.stays.every((other) => other === stay || other.gone);
    const host = line.seat.role === 'host';
    const lawful = (host && !this.#is('host-end-refused')) || (alone && !(this.#is('last-end-refused') && !host));
    if (lawful || this.#is('attendee-ends')) {
      this.#endAll(stay.session, stay, request);
      return;
    }
    if (this.#is('refused-acts')) {
      this.#endAll(stay.session, stay, 0);
      stay.session.over = false;
    }
    this.#refuse(line, 'permission_denied', request);
  }

  #remove(line: Line, stay: Stay, request: number, target: string): void {
    const rooms = this.#is('removes-anywhere') ? this.#sessions : [stay.session];
    const named = rooms.flatMap(({ stays }) => stays).find(({ id }) => id === target);
    const refusal = this.#refusal(line, stay, named, target);
    if (refusal) {
      this.#refuse(line, refusal, request);
      return;
    }
    if (named && !this.#is('remove-idle')) this.#depart(named, 'remove');
    if (named !== stay) this.#accept(line, request);
  }

  #refusal(line: Line, stay: Stay, named: Stay | undefined, target: string): Refusal | undefined {
    if (!this.#has('remove')) return 'unimplemented';
    if (line.seat.role !== 'host' && !this.#is('attendee-removes')) return 'permission_denied';
    if (target === stay.id && !this.#is('removes-itself')) return 'invalid_argument';
    return !named || (named.gone && this.#is('departed-not-found')) ? 'not_found' : undefined;
  }
}

const member = ({ id, line }: Stay): { participant: string; participation: string; role: Role } => ({
  participant: line.seat.participant,
  participation: id,
  role: line.seat.role,
});

const closeCode = (code: Code): number => (code === 'absent' ? 1000 : 3000 + code);

const isJoin = (frame: Up): boolean =>
  frame.kind === 'closing' || frame.action.kind === 'join' || frame.action.kind === 'malformed';

const isAnswer = (seen: Observation | undefined): boolean => seen?.kind === 'accepted' || seen?.kind === 'rejected';

/** Swaps the last two messages, their sequence numbers not. */
function swapLast({ down }: Line): void {
  const [first, second] = down.splice(-2);
  if (first && second && 'sequence' in first && 'sequence' in second)
    down.push(
      { ...second, sequence: first.sequence } as Observation,
      { ...first, sequence: second.sequence } as Observation,
    );
}
