/** A world on a native server: each seat speaks the wire itself. */
import { type Action, NOBODY, type Settled, sync } from '../../exchange/index.js';
import type { Bench, Outcome, Report, World } from '../system.js';
import { NativeSeat } from './seat.js';

export class NativeBench implements Bench {
  readonly #seats: ReadonlyMap<string, NativeSeat>;

  constructor(
    url: string,
    private readonly world: World,
    report: Report,
  ) {
    this.#seats = new Map(
      world.seats.map((seat) => [seat.name, new NativeSeat(url, seat, report, world.answerMs)] as const),
    );
  }

  async act(action: Action): Promise<Outcome> {
    const room = 'room' in action ? `${this.world.id}/${action.room}` : this.world.id;
    const target = action.kind === 'remove' ? this.#participation(action.target) : '';
    return this.#seat(action.seat).act(action, room, target);
  }

  async settle(): Promise<Settled> {
    const present = [...this.#seats].filter(([, seat]) => seat.bound).map(([name]) => name);
    await Promise.all(present.map((name) => this.act(sync(name))));
    const seats = [...this.#seats.values()];
    await Promise.all(seats.map((seat) => seat.farewells()));
    return seats.some(({ overdue }) => overdue) ? 'unreachable' : 'fenced';
  }

  async close(): Promise<void> {
    for (const seat of this.#seats.values()) seat.discard();
  }

  #seat(name: string): NativeSeat {
    const seat = this.#seats.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"; its seats are ${[...this.#seats.keys()].join(', ')}`);
    return seat;
  }

  /** The server's own id for `bob`, `bob#1` or nobody. */
  #participation(named: string): string {
    if (named === NOBODY) return `${NOBODY}-in-${this.world.id}`;
    const [name = '', ordinal] = named.split('#');
    const { shown } = this.#seat(name);
    const id = ordinal === undefined ? shown.at(-1) : shown[Number(ordinal) - 1];
    return id ?? `${NOBODY}-in-${this.world.id}`;
  }
}
