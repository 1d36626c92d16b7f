/** A world on Prosody: rooms of its own, and a stream for every stay. */
import { type Action, NOBODY, type Settled, sync } from '../../exchange/index.js';
import type { Bench, Outcome, World } from '../../sut/system.js';
import { ROOMS } from './config.js';
import { type Place, ProsodySeat } from './seat.js';

type Server = Omit<Place, 'answerMs' | 'roomOf' | 'hitsAnother' | 'target'>;

export class ProsodyBench implements Bench {
  readonly #seats: ReadonlyMap<string, ProsodySeat>;
  /** Joins under way, by room and nickname. */
  readonly #coming = new Set<string>();
  readonly #roomOf: (label: string) => string;

  constructor(world: World, server: Server) {
    this.#roomOf = (label) => `${plain(world.id)}.${plain(label)}@${ROOMS}`;
    const place: Place = {
      ...server,
      answerMs: world.answerMs,
      roomOf: this.#roomOf,
      hitsAnother: (room, nick, participation) => this.#hitsAnother(room, nick, participation),
      target: (named) => this.#target(named),
    };
    this.#seats = new Map(world.seats.map((seat) => [seat.name, new ProsodySeat(seat, place)] as const));
  }

  async act(action: Action): Promise<Outcome> {
    const seat = this.#seat(action.seat);
    if (action.kind !== 'join') return seat.act(action);
    const place = `${this.#roomOf(action.room)}/${seat.participant}`;
    this.#coming.add(place);
    return seat.act(action).finally(() => this.#coming.delete(place));
  }

  async settle(): Promise<Settled> {
    const present = [...this.#seats].filter(([, seat]) => seat.inside).map(([name]) => name);
    await Promise.all(present.map((name) => this.act(sync(name))));
    return [...this.#seats.values()].some(({ overdue }) => overdue) ? 'unreachable' : 'fenced';
  }

  async close(): Promise<void> {
    for (const seat of this.#seats.values()) seat.discard();
  }

  #seat(name: string): ProsodySeat {
    const seat = this.#seats.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"; its seats are ${[...this.#seats.keys()].join(', ')}`);
    return seat;
  }

  /** Seats that share a participant share a nickname too: whoever is in the room counts most, then whoever is on the way into it. */
  #hitsAnother(room: string, nick: string, participation: string): boolean {
    const seats = [...this.#seats.values()].filter(({ participant }) => participant === nick);
    const stays = seats.map((seat) => seat.stay(room)).filter((stay) => stay !== undefined);
    const bearer = stays.find(({ inside }) => inside);
    if (bearer) return bearer.participation !== participation;
    return this.#coming.has(`${room}/${nick}`) || stays.some((stay) => stay.participation !== participation);
  }

  /** The server's own name for `bob`, `bob#1` or nobody. */
  #target(named: string): { participation: string; nick: string } {
    if (named === NOBODY) return { participation: NOBODY, nick: NOBODY };
    const [name = '', ordinal] = named.split('#');
    const { shown, participant } = this.#seat(name);
    const id = ordinal === undefined ? shown.at(-1) : shown[Number(ordinal) - 1];
    return { participation: id ?? NOBODY, nick: participant };
  }
}

/** Names as they may stand in an address, no two of them alike. */
const plain = (name: string): string => name.replaceAll(/[^a-z0-9-]/g, (letter) => `_${letter.codePointAt(0)}_`);
