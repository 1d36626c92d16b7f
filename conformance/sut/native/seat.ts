/** A seat of a native world: a client without any policy, which does what it is told and reports what it is shown. */
import type { Action, Observation, Seat } from '../../exchange/index.js';
import type { Outcome, Report } from '../system.js';
import { badFrame } from './bad-frames.js';
import { Line } from './line.js';

/** The close follows RoomLeft within 1 s (clause `close.follows`), and a little for the way, in milliseconds. */
const FAREWELL_MS = 1_250;

export class NativeSeat {
  /** Every participation that this seat was shown as its own, oldest first. */
  readonly shown: string[] = [];
  readonly #lines: Line[] = [];
  #room = '';

  constructor(
    private readonly url: string,
    private readonly seat: Seat,
    private readonly report: Report,
    private readonly answerMs: number,
  ) {}

  get bound(): boolean {
    return this.#line?.bound ?? false;
  }

  /** `target` is the id that a remove is to name. */
  async act(action: Action, room: string, target: string): Promise<Outcome> {
    const line = this.#lineFor(action);
    const asked = ['leave', 'end', 'sync', 'unknown', 'remove'].includes(action.kind);
    const request = asked ? line.number() : undefined;
    this.#say(action, request, target);
    const outcome = this.#perform(line, action, request ?? 0, room, target);
    return (await within(outcome, this.answerMs)) ?? this.#giveUp(line, action, request);
  }

  #say(action: Action, request: number | undefined, target: string): void {
    const connection = this.#lines.length;
    const numbered = request === undefined ? {} : { request };
    const named = action.kind === 'remove' ? { target } : {};
    this.report({ kind: 'sent', seat: this.seat.name, connection, action, ...numbered, ...named });
  }

  #perform(line: Line, action: Action, request: number, room: string, target: string): Promise<Outcome> {
    switch (action.kind) {
      case 'join':
        this.#room = room;
        return line.join(room);
      case 'remove':
        return line.remove(target, request);
      case 'cut':
        return line.cut();
      case 'close':
        return line.close(action.code);
      case 'malformed':
        return line.raw(badFrame(action.frame, this.seat, this.#room || room));
      default:
        return line.request(action.kind, request);
    }
  }

  /** Some answer did not come in time. */
  get overdue(): boolean {
    return this.#lines.some((line) => line.givenUp);
  }

  /** Closes that must follow a RoomLeft, awaited. */
  async farewells(): Promise<void> {
    const patience = Math.min(this.answerMs, FAREWELL_MS);
    await Promise.all(this.#lines.filter((line) => line.closing).map((line) => within(line.closed, patience)));
  }

  discard(): void {
    for (const line of this.#lines) line.discard();
  }

  get #line(): Line | undefined {
    return this.#lines.at(-1);
  }

  /** A Join needs a connection that carries nobody; so does a request that comes before any Join. */
  #lineFor(action: Action): Line {
    const current = this.#line;
    if (current && action.kind !== 'join' && !opensWithBadFrame(action)) return current;
    if (current?.unbound && action.kind === 'join') return current;
    const connection = this.#lines.length + 1;
    const line = new Line(this.url, this.seat, (observation) => this.#hear(connection, observation));
    this.#lines.push(line);
    return line;
  }

  #hear(connection: number, observation: Observation): void {
    if (observation.kind === 'joined') this.shown.push(observation.participation);
    this.report({ kind: 'seen', seat: this.seat.name, connection, observation });
  }

  #giveUp(line: Line, action: Action, request: number | undefined): Outcome {
    line.giveUp();
    const connection = this.#lines.indexOf(line) + 1;
    const numbered = request === undefined ? {} : { request };
    this.report({ kind: 'overdue', seat: this.seat.name, connection, action, ...numbered, afterMs: this.answerMs });
    return { kind: 'broken', why: `no answer within ${this.answerMs} ms` };
  }
}

/** What is promised, or undefined once the time is over. */
function within<T>(promised: Promise<T>, ms: number): Promise<T | undefined> {
  if (!Number.isFinite(ms)) return promised;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promised.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

const opensWithBadFrame = (action: Action): boolean => action.kind === 'malformed' && action.frame === 'request-first';
