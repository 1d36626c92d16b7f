/** The suite's side of a made-up meeting: what the seats do, and what is recorded of it. */
import type { Action, History, HistoryRecord, Malformed, Seat, Sent } from '../../exchange/index.js';
import type { Line, World } from './world.test.helper.js';

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
  #fencing = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Sends one round of steps, and says what would settle it. */
  round(): Pending[] {
    const { chance, wish } = this.#world;
    this.#rounds.push([]);
    const pending: Pending[] = [];
    const seats = wish.seats.filter(() => chance.percent(60));
    for (const seat of seats.length > 0 ? seats : wish.seats.slice(0, 1))
      for (let step = chance.percent(30) ? 2 : 1; step > 0; step -= 1) this.#step(seat, pending);
    return pending;
  }

  /** A last sync on every line that is still in a room: once they are answered, nothing more can come. */
  fence(): void {
    this.#fencing = true;
    for (const line of this.#world.lines)
      if (line.sees === 'in' && !line.gone && !line.closed) this.#send(line, { kind: 'sync', seat: line.seat.name });
  }

  history(): History {
    const { seats, features } = this.#world.wish;
    const none = { resumeWindowMs: 0, slackMs: 0, unsupported: [], deviations: [] };
    return {
      scenario: { seats, rounds: this.#rounds },
      profile: { name: 'made up', wire: true, features, ...none },
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

  #step(seat: Seat, pending: Pending[]): void {
    const { chance, wish, lines } = this.#world;
    let line = lines.findLast((candidate) => candidate.seat === seat);
    if (!line || line.closed || line.gone) {
      line = connect(this.#world, seat);
      if (chance.percent(wish.losses ?? 0)) {
        this.#send(line, { kind: 'malformed', seat: seat.name, frame: 'request-first' });
        return;
      }
    }
    if (line.sees === 'left') return;
    if (line.sees === 'nothing' && !line.joining) {
      this.#send(line, { kind: 'join', seat: seat.name, room: chance.pick(wish.rooms) });
      pending.push({ line, request: 'join' });
      return;
    }
    const action = chance.percent(wish.losses ?? 6) ? this.#loss(line) : this.#request(seat.name);
    this.#send(line, action);
    if (!line.gone) pending.push({ line, request: action.kind === 'malformed' ? 'loss' : line.requests });
  }

  #loss(line: Line): Action {
    const { chance } = this.#world;
    const seat = line.seat.name;
    const frames: Malformed[] = ['wrong-type', 'undecodable', 'oversize'];
    if (line.sees === 'in') frames.push('join-again');
    const which = chance.below(4);
    if (which === 0) return { kind: 'cut', seat };
    if (which === 1) return { kind: 'close', seat, code: chance.pick([1000, 4000]) };
    if (which === 2) return { kind: 'close', seat, code: 4101 };
    return { kind: 'malformed', seat, frame: chance.pick(frames) };
  }

  #request(seat: string): Action {
    const { chance } = this.#world;
    const which = chance.below(20);
    if (which < 4) return { kind: 'leave', seat };
    if (which < 7) return { kind: 'end', seat };
    if (which < 12) return { kind: 'remove', seat, target: chance.pick([...this.#shown, 'nobody']) };
    if (which < 14) return { kind: 'unknown', seat };
    return { kind: 'sync', seat };
  }

  #send(line: Line, action: Action): void {
    const numbered = ['leave', 'end', 'remove', 'sync', 'unknown'].includes(action.kind);
    if (action.kind === 'join') {
      line.joining = true;
      line.requests = 0;
    }
    if (numbered) line.requests += 1;
    const target = action.kind === 'remove' ? { target: action.target } : {};
    this.#record(line, action, { ...(numbered ? { request: line.requests } : {}), ...target });
    if (action.kind === 'cut') cut(this.#world, line);
    else if (action.kind === 'close') close(this.#world, line, action.code);
    else line.up.push({ kind: 'action', action, request: line.requests, ...target });
  }

  #record(line: Line, action: Action, named: Pick<Sent, 'request' | 'target'>): void {
    // The fence is the suite's own, and no part of the scenario.
    if (!this.#fencing) this.#rounds.at(-1)?.push(action);
    this.#records.push({
      kind: 'sent',
      at: this.#records.length,
      seat: line.seat.name,
      connection: line.number,
      round: this.#fencing ? this.#rounds.length : this.#rounds.length - 1,
      action,
      ...named,
    });
  }
}

function connect({ lines }: World, seat: Seat): Line {
  const line: Line = {
    seat,
    number: lines.filter((other) => other.seat === seat).length + 1,
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
