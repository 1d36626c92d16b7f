/** A world on a native server: each seat speaks the wire itself. */

import type { Settled } from '../../exchange/history.js';
import { NOBODY, namedAmong, PEER, parseParticipation } from '../../exchange/names.js';
import { type Action, restart, sync } from '../../exchange/scenario.js';
import { SUBPROTOCOL, type Subprotocol } from '../../link/json.js';
import type { ActionOutcome, Bench, ReportRecord, SuiteDelay, World } from '../system.js';
import { type NamedByCall, type Operator, operatorSeat } from './operator-seat.js';
import type { SeatAction } from './requests.js';
import { NativeSeat } from './seat.js';
import type { TokenSource } from './tokens.js';

/** Where the server is, and what opens its doors. */
export interface NativeServer {
  readonly url: string;
  readonly tokens: TokenSource | undefined;
  readonly operator: Operator | undefined;
  /** The one that is asked for; that of binary frames where it is left out. */
  readonly subprotocol?: Subprotocol | undefined;
  /** Kills the server, without a word to anybody, and starts it again; only where it is the suite's own child. */
  readonly restart?: (() => Promise<void>) | undefined;
}

/** How long the sockets of a process that was killed may take to be gone, in milliseconds. */
const BREAKING_MS = 1_000;

const isOfSeat = (action: Action): action is SeatAction => action.kind !== 'operate' && action.seat !== PEER;

/** A label that is as long as this, in bytes, is about the length of an id. */
const LONG_BYTES = 64;

/** A room of a world. Where its label is long, the name of the world stands in place of its beginning: it is as long as the label says. */
function roomIn(world: string, label: string): string {
  const own = `${world}/`;
  return Buffer.byteLength(label) > LONG_BYTES ? own + label.slice(own.length) : own + label;
}

/** A world on a native server. */
export class NativeBench implements Bench {
  readonly #seats: ReadonlyMap<string, NativeSeat>;
  readonly #operator: ReturnType<typeof operatorSeat>;
  /** The sessions of each room, in the order in which anybody was shown them. */
  readonly #sessions = new Map<string, Set<string>>();

  constructor(
    private readonly server: NativeServer,
    private readonly world: World,
    private readonly report: ReportRecord,
  ) {
    const { url, tokens, operator, subprotocol = SUBPROTOCOL } = server;
    const { answerMs } = world;
    const opened = (room: string, session: string): void => {
      this.#sessions.set(room, (this.#sessions.get(room) ?? new Set()).add(session));
    };
    const around = { url, answerMs, subprotocol, report, tokens, opened };
    this.#seats = new Map(world.seats.map((seat) => [seat.name, new NativeSeat(seat, around)] as const));
    this.#operator = operatorSeat(operator, report, answerMs);
  }

  async act(action: Action): Promise<ActionOutcome> {
    const room = this.#roomOf(action);
    if (action.kind === 'operate') return this.#operator.act(action, this.#namedByCall(action, room));
    if (!isOfSeat(action)) return action.kind === 'restart' ? this.#restart() : { kind: 'unsupported' };
    const target = action.kind === 'remove' ? this.#participation(action.target) : '';
    return this.#seat(action.seat).act(action, { room, target });
  }

  async ready(actions: readonly Action[]): Promise<void> {
    await Promise.all(
      actions.map((action) => {
        return isOfSeat(action) ? this.#seats.get(action.seat)?.prepare(action, this.#roomOf(action)) : undefined;
      }),
    );
  }

  async settle(): Promise<Settled> {
    const present = [...this.#seats].filter(([, seat]) => seat.bound).map(([name]) => name);
    await Promise.all(present.map((name) => this.act(sync(name))));
    const seats = [...this.#seats.values()];
    await Promise.all(seats.map((seat) => seat.closes()));
    return [this.#operator, ...seats].some(({ overdue }) => overdue) ? 'unreachable' : 'fenced';
  }

  late(): readonly SuiteDelay[] {
    return [...this.#seats.values()].flatMap((seat) => seat.late);
  }

  async close(): Promise<void> {
    for (const seat of this.#seats.values()) seat.discard();
  }

  async #restart(): Promise<ActionOutcome> {
    if (!this.server.restart) return { kind: 'unsupported' };
    this.report({ kind: 'sent', seat: PEER, connection: 1, action: restart() });
    await this.server.restart();
    await Promise.all([...this.#seats.values()].map((seat) => seat.brokenOff(BREAKING_MS)));
    return { kind: 'done' };
  }

  #roomOf = (action: Action): string => ('room' in action ? roomIn(this.world.id, action.room) : this.world.id);

  #seat(name: string): NativeSeat {
    const seat = this.#seats.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"; its seats are ${[...this.#seats.keys()].join(', ')}`);
    return seat;
  }

  #namedByCall({ session, targets }: Action & { kind: 'operate' }, room: string): NamedByCall {
    const shown = [...(this.#sessions.get(room) ?? [])];
    const meant = { none: '', first: shown[0] ?? '', previous: shown.at(-2) ?? '', newest: shown.at(-1) ?? '' };
    return { room, session: meant[session], targets: targets.map((target) => this.#participation(target)) };
  }

  /** The server's own id for `bob`, `bob#1` or nobody. */
  #participation(named: string): string {
    if (named === NOBODY) return `${NOBODY}-in-${this.world.id}`;
    const name = parseParticipation(named);
    return namedAmong(this.#seat(name.seat).shown, name) ?? `${NOBODY}-in-${this.world.id}`;
  }
}
