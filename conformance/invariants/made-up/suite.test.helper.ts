/** The suite's side of a made-up meeting: what the seats do, and what is recorded of it. */

import type { Feature } from '../../exchange/features.js';
import type { History, HistoryRecord, Sent } from '../../exchange/history.js';
import { OPERATOR } from '../../exchange/names.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import { type Malformed, operatorMethods } from '../../exchange/words.js';
import type { Client, Line, World } from './world.test.helper.js';

/** Something that a round may wait for. */
export interface Pending {
  readonly line: Line;
  readonly request: number | 'join' | 'loss';
}

export class Suite {
  readonly #world: World;
  readonly #records: HistoryRecord[] = [];
  readonly #rounds: Action[][] = [];
  /** Participations that a seat was shown: what a host can name to remove. */
  readonly #shown: string[] = [];
  /** Sessions that a seat was shown, by their rooms. */
  readonly #sessions = new Map<string, string>();
  #calls = 0;
  #fencing = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** The suite's clock ticks ten times with each record. */
  get now(): number {
    return this.#records.length * 10;
  }

  /** Sends one round of steps, and says what would settle it. */
  round(): Pending[] {
    const { chance, wish } = this.#world;
    this.#rounds.push([]);
    const pending: Pending[] = [];
    const seats = wish.seats.filter(() => chance.percent(60));
    for (const seat of seats.length > 0 ? seats : wish.seats.slice(0, 1))
      for (let step = chance.percent(30) ? 2 : 1; step > 0; step -= 1) this.#step(seat, pending);
    if (wish.features.includes('operator') && chance.percent(12)) this.#operate();
    return pending;
  }

  /** A last sync on every line that is still in a room: once they are answered, nothing more can come. */
  fence(): void {
    this.#fencing = true;
    for (const line of this.#world.lines)
      if (line.sees === 'in' && !line.gone && !line.closed && line.seat.name !== 'operator')
        this.#send(line, { kind: 'sync', seat: line.seat.name });
  }

  history(): History {
    const { seats, features } = this.#world.wish;
    const resumeWindowMs = this.#world.wish.windowMs ?? 0;
    const none = { tokens: false, resumeWindowMs, slackMs: 0, unsupported: [], deviations: [] };
    return {
      scenario: { seats, rounds: this.#rounds },
      profile: { name: 'made up', side: 'server', wire: true, features, ...none },
      records: this.#records,
      settled: 'fenced',
    };
  }

  resolved({ line, request }: Pending): boolean {
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

  /** The next message on its way to the seat arrives. */
  arrive(line: Line): void {
    const observation = line.down.shift();
    if (!observation || (line.gone && line.closed)) return;
    const { seat, number: connection } = line;
    this.#records.push({ kind: 'seen', at: this.now, seat: seat.name, connection, observation });
    if ('sequence' in observation) line.client.received = Math.max(line.client.received, observation.sequence ?? 0);
    if ('token' in observation && observation.token !== '') line.client.tokens.push(observation.token);
    if (observation.kind === 'joined') {
      line.sees = 'in';
      line.joining = false;
      this.#shown.push(observation.participation);
      this.#sessions.set(observation.session.split('$')[0] ?? '', observation.session);
    }
    if (observation.kind === 'resumed') {
      line.sees = 'in';
      line.joining = false;
    }
    if (observation.kind === 'rejected' && (observation.replyTo ?? 0) === 0) line.joining = false;
    if (observation.kind === 'roomLeft') line.sees = 'left';
    if (observation.kind === 'closed') line.closed = true;
  }

  #step(seat: Seat, pending: Pending[]): void {
    const { chance, wish, lines } = this.#world;
    let line = lines.findLast((candidate) => candidate.seat === seat);
    const before = line && this.#goesOn(line);
    if (before) {
      const again = connect(this.#world, seat, before.client);
      this.#send(again, before.action);
      pending.push({ line: again, request: 'join' });
      return;
    }
    if (!line || line.closed || line.gone) {
      line = connect(this.#world, seat, newClient(chance.pick(wish.rooms)));
      if (chance.percent(wish.losses ?? 0)) {
        this.#send(line, { kind: 'malformed', seat: seat.name, frame: 'request-first' });
        return;
      }
    }
    if (line.sees === 'left') return;
    if (line.sees === 'nothing' && !line.joining) {
      line.client = newClient(chance.pick(wish.rooms));
      this.#send(line, { kind: 'join', seat: seat.name, room: line.client.room });
      pending.push({ line, request: 'join' });
      return;
    }
    if (line.joining && line.resuming) return;
    const action = chance.percent(wish.losses ?? 6) ? this.#loss(line) : this.#request(seat.name, line.client.last);
    this.#send(line, action);
    if (!line.gone) pending.push({ line, request: action.kind === 'malformed' ? 'loss' : line.client.requests });
  }

  /** How somebody who was lost, or only thinks so, comes back: by the token that it has, or with its Join once more. */
  #goesOn({
    seat,
    client,
    gone,
    closed,
    sees,
    joining,
  }: Line): { readonly client: Client; readonly action: Action } | undefined {
    const { chance, wish } = this.#world;
    if (!wish.features.includes('resume') || sees === 'left' || (sees === 'nothing' && !joining)) return undefined;
    if (!chance.percent(gone || closed ? 75 : 5)) return undefined;
    const { name } = seat;
    if (client.tokens.length === 0 || chance.percent(10)) return { client, action: { kind: 'repeat', seat: name } };
    const token = chance.percent(20) ? 'first' : 'newest';
    return { client, action: { kind: 'resume', seat: name, token, sequence: 'last' } };
  }

  /** A call of the operator. */
  #operate(): void {
    const { chance, wish } = this.#world;
    const call = chance.pick(operatorMethods);
    const room = chance.pick(wish.rooms);
    const targets =
      call === 'removeParticipant'
        ? [this.#target()]
        : call === 'stopMediaRelay'
          ? [this.#target(), this.#target()]
          : [];
    const session = chance.percent(50) ? 'newest' : 'none';
    const seat: Seat = { name: OPERATOR, participant: OPERATOR, role: 'attendee' };
    this.#calls += 1;
    const line = { ...connect(this.#world, seat, newClient(room)), number: this.#calls };
    this.#world.lines[this.#world.lines.length - 1] = line;
    const bearer = chance.percent(85) ? 'right' : 'wrong';
    this.#send(line, { kind: 'operate', seat: OPERATOR, call, room, session, targets, bearer });
  }

  #target(): string {
    return this.#world.chance.pick([...this.#shown, 'nobody']);
  }

  #loss(line: Line): Action {
    const { chance } = this.#world;
    const seat = line.seat.name;
    const frames: Malformed[] = ['wrong-type', 'undecodable', 'oversize'];
    if (line.sees === 'in') frames.push('join-again');
    const which = chance.below(4);
    if (which === 0) return { kind: 'cut', how: 'fin', seat };
    if (which === 1) return { kind: 'close', seat, code: chance.pick([1000, 4000]) };
    if (which === 2) return { kind: 'close', seat, code: 4101 };
    return { kind: 'malformed', seat, frame: chance.pick(frames) };
  }

  #request(seat: string, last: Action | undefined): Action {
    const { chance, wish } = this.#world;
    const has = (feature: Feature) => wish.features.includes(feature);
    const which = chance.below(20);
    if (which < 4) return { kind: 'leave', seat };
    if (which < 7) return { kind: 'end', seat };
    if (which < 12) return { kind: 'remove', seat, target: this.#target() };
    if (which < 14) return { kind: 'unknown', seat };
    if (which < 15 && has('viewer')) return { kind: 'mode', seat, mode: chance.percent(50) ? 'viewer' : 'unspecified' };
    if (which < 17 && has('switch')) return { kind: 'switch', seat, room: chance.pick(wish.rooms) };
    if (which < 18 && has('resume') && last) return { kind: 'again', seat };
    if (which < 19 && has('resume')) return { kind: 'ack', seat };
    return { kind: 'sync', seat };
  }

  #send(line: Line, action: Action): void {
    const { client } = line;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume') line.joining = true;
    line.resuming = action.kind === 'repeat' || action.kind === 'resume';
    if (numbered.includes(action.kind)) {
      client.requests += 1;
      client.last = action;
    }
    const meant = action.kind === 'again' && client.last ? client.last : action;
    const named = this.#named(action.kind === 'again' ? action : meant, meant, client);
    this.#record(line, action, named);
    if (action.kind === 'cut') cut(this.#world, line);
    else if (action.kind === 'close') close(this.#world, line, action.code);
    else line.up.push({ kind: 'action', action: meant, request: client.requests, ack: client.received, ...named });
  }

  /** What a record says of what was really sent. */
  #named(
    action: Action,
    meant: Action,
    client: Client,
  ): Pick<Sent, 'request' | 'target' | 'targets' | 'session' | 'token' | 'sequence' | 'ack'> {
    if (action.kind === 'resume') {
      const token = (action.token === 'first' ? client.tokens[0] : client.tokens.at(-1)) ?? '';
      return { token, sequence: client.received };
    }
    if (action.kind === 'operate')
      return {
        targets: action.targets,
        session: action.session === 'none' ? '' : (this.#sessions.get(action.room) ?? ''),
      };
    if (action.kind === 'ack') return { ack: client.received };
    if (action.kind !== 'again' && !numbered.includes(action.kind)) return {};
    const target = meant.kind === 'remove' ? { target: meant.target } : {};
    return { request: client.requests, ack: client.received, ...target };
  }

  #record(line: Line, action: Action, named: Partial<Sent>): void {
    // The fence is the suite's own, and no part of the scenario.
    if (!this.#fencing) this.#rounds.at(-1)?.push(action);
    this.#records.push({
      kind: 'sent',
      at: this.now,
      seat: line.seat.name,
      connection: line.number,
      round: this.#fencing ? this.#rounds.length : this.#rounds.length - 1,
      action,
      ...named,
    });
  }
}

const numbered = ['leave', 'end', 'remove', 'sync', 'unknown', 'switch', 'mode'];

const newClient = (room: string): Client => ({ requests: 0, received: 0, tokens: [], room });

function connect({ lines }: World, seat: Seat, client: Client): Line {
  const line: Line = {
    seat,
    number: lines.filter((other) => other.seat === seat).length + 1,
    up: [],
    down: [],
    joining: false,
    resuming: false,
    client,
    sees: 'nothing',
    closed: false,
    gone: false,
    deaf: false,
    noticed: false,
  };
  lines.push(line);
  return line;
}

function cut({ chance }: World, line: Line): void {
  line.gone = true;
  line.down.length = 0;
  // What was on its way may or may not have got through.
  line.up.length = chance.below(line.up.length + 1);
}

function close({ chance }: World, line: Line, code: number): void {
  line.gone = true;
  if (chance.percent(50)) line.down.length = 0;
  line.up.push({ kind: 'closing', code });
}
