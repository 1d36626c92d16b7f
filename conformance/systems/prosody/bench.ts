/** A world on Prosody: rooms of its own, and a stream for each participation. */
import type { Settled } from '../../exchange/history.js';
import { NOBODY, namedAmong, parseParticipation } from '../../exchange/names.js';
import { type Action, sync } from '../../exchange/scenario.js';
import type { ActionOutcome, Bench, World } from '../../sut/system.js';
import { ROOMS } from './config.js';
import { ProsodySeat, type SeatContext } from './seat.js';

type BenchContext = Omit<SeatContext, 'answerMs' | 'roomOf' | 'hitsAnother' | 'target'>;

/** One world on Prosody. */
export class ProsodyBench implements Bench {
  readonly #seats: ReadonlyMap<string, ProsodySeat>;
  readonly #queue = nicknameQueue();
  readonly #roomOf: (label: string) => string;

  constructor(world: World, server: BenchContext) {
    this.#roomOf = (label) => `${plain(world.id)}.${plain(label)}@${ROOMS}`;
    const context: SeatContext = {
      ...server,
      answerMs: world.answerMs,
      roomOf: this.#roomOf,
      hitsAnother: (room, nick, participation) => this.#hitsAnother(room, nick, participation),
      target: (named) => this.#target(named),
    };
    this.#seats = new Map(world.seats.map((seat) => [seat.name, new ProsodySeat(seat, context)] as const));
  }

  async act(action: Action): Promise<ActionOutcome> {
    const seat = this.#seat(action.seat);
    if (action.kind !== 'join' && action.kind !== 'remove') return seat.act(action);
    const nick = action.kind === 'join' ? seat.participant : this.#target(action.target).nick;
    return this.#queue(action.kind, nick, (clear) => seat.act(action, clear));
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

  /** Seats that share a participant share a nickname too. It is that of the one who is in the room, or else of one who may still be there. */
  #hitsAnother(room: string, nick: string, participation: string): boolean {
    const seats = [...this.#seats.values()].filter(({ participant }) => participant === nick);
    const participations = seats.map((seat) => seat.participationIn(room)).filter((one) => one !== undefined);
    const others = participations.filter((one) => one.participation !== participation);
    const isIn = participations.some((one) => one.inside && !others.includes(one));
    return others.some(({ inside }) => inside) || (others.length > 0 && !isIn);
  }

  /** The server's own name for `bob`, `bob#1` or nobody. */
  #target(named: string): { participation: string; nick: string } {
    if (named === NOBODY) return { participation: NOBODY, nick: NOBODY };
    const name = parseParticipation(named);
    const { shown, participant } = this.#seat(name.seat);
    return { participation: namedAmong(shown, name) ?? NOBODY, nick: participant };
  }
}

/** Names as they may stand in an address, no two of them alike. */
const plain = (name: string): string => name.replaceAll(/[^a-z0-9-]/g, (letter) => `_${letter.codePointAt(0)}_`);

/**
 * Kicks and joins of one nickname take turns. A kick names a nickname and hits the one who bears it when it arrives, and that a stay has
 * just ended may not be known yet: beside a join under way nobody could say whom it hits. Kicks race each other, and so do joins.
 */
type Kind = 'join' | 'remove';

interface UnderWay {
  readonly kind: Kind;
  readonly nick: string;
  readonly over: Promise<unknown>;
}

/** Runs `begin` when everything of the other kind that was asked for earlier, and for this nickname, is over. */
export type TakeTurn = <Outcome>(
  kind: Kind,
  nick: string,
  begin: (clear: Promise<unknown>) => Promise<Outcome>,
) => Promise<Outcome>;

/** A queue of kicks and joins. Nothing in it waits for what is asked for later. */
export function nicknameQueue(): TakeTurn {
  const all = new Set<UnderWay>();
  return async (kind, nick, begin) => {
    const earlier = [...all].filter((one) => one.nick === nick && one.kind !== kind);
    const outcome = begin(Promise.allSettled(earlier.map(({ over }) => over)));
    const turn: UnderWay = { kind, nick, over: outcome };
    all.add(turn);
    return outcome.finally(() => all.delete(turn));
  };
}
