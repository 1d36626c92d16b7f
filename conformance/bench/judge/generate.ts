/** A long log of many rooms at the same time: made-up ones, some of which stay open throughout, and the golden examples over and over. */
import type { History } from '../../exchange/index.js';
import { Random } from '../load/random.js';
import { type Fault, grave, type Planted, passing } from './faults.js';
import { complete, fits, linesOf } from './from-history.js';
import { type Draft, MadeUpRoom } from './made-up-room.js';

export interface Wish {
  readonly observations: number;
  readonly faults: number;
  readonly seed: number;
  /** How many rooms are open at the same time; one in sixteen is open from the beginning to the end. */
  readonly open: number;
  readonly examples: readonly History[];
}

export interface Made {
  readonly lines: number;
  readonly observations: number;
  readonly planted: readonly Planted[];
}

/** Between two lines, in milliseconds. */
const STEP_MS = 1;
const SHORT = { most: 8, deeds: 80 };
const LONG = { most: 24, deeds: Number.POSITIVE_INFINITY };
const LONG_ONES = 16;
/** How many of the rooms that end are followed by a golden example. */
const EXAMPLES = 3;

/** One room's lines, one after the other. */
interface Source {
  next(): Draft | undefined;
  readonly room?: MadeUpRoom;
  readonly lasting?: true;
}

/** Writes a log by `write`, which is given whole lines. */
export async function generate(wish: Wish, write: (text: string) => Promise<void> | void): Promise<Made> {
  const maker = new Maker(wish);
  await write(`${JSON.stringify(complete)}\n`);
  for (let batch = maker.batch(); batch !== ''; batch = maker.batch()) await write(batch);
  const { lines, observations, planted } = maker;
  return { lines, observations, planted };
}

const BATCH = 1000;

class Maker {
  lines = 1;
  observations = 0;
  readonly planted: Planted[] = [];
  readonly #random: Random;
  readonly #sources: Source[] = [];
  readonly #examples: readonly (readonly Draft[])[];
  #made = 0;
  #given = 0;
  #ending = false;

  constructor(private readonly wish: Wish) {
    this.#random = new Random(wish.seed);
    this.#examples = wish.examples.filter(fits).map(draftsOf);
    for (let each = 0; each < wish.open; each += 1) this.#sources.push(this.#source(each % LONG_ONES === 0));
  }

  /** The next lines; none when the log is complete. */
  batch(): string {
    let text = '';
    for (let each = 0; each < BATCH && this.#sources.length > 0; each += 1) text += this.#line();
    return text;
  }

  #line(): string {
    this.#plant();
    const place = this.#random.below(this.#sources.length);
    const source = this.#sources[place];
    const draft = source?.next();
    if (!source || !draft) {
      this.#follow(place);
      return '';
    }
    const { connection, body, fault } = draft;
    this.lines += 1;
    if ('fromServer' in body) this.observations += 1;
    if (fault) this.planted.push({ clause: fault, room: source.room?.name ?? '', line: this.lines });
    return `${JSON.stringify({ at: this.lines * STEP_MS, connection, ...body })}\n`;
  }

  /** In the place of a room that is over comes another one, until there are enough. */
  #follow(place: number): void {
    if (this.observations < this.wish.observations) this.#sources[place] = this.#source(false);
    else this.#sources.splice(place, 1);
    if (this.#ending || this.observations < this.wish.observations) return;
    this.#ending = true;
    for (const { room, lasting } of this.#sources) if (lasting) room?.end();
  }

  /** Faults are spread over the whole log, and over rooms of both sorts. */
  #plant(): void {
    const { observations, faults } = this.wish;
    if (this.#given >= faults || this.observations < ((this.#given + 0.5) * observations) / faults) return;
    const long = this.#given % 2 === 0;
    const list: readonly Fault[] = long ? passing : grave;
    const rooms = this.#sources.filter(
      ({ room, lasting }) => room && !room.over && !room.fault && Boolean(lasting) === long,
    );
    const { room } = rooms.length > 0 ? this.#random.pick(rooms) : {};
    if (!room) return;
    room.fault = list[Math.floor(this.#given / 2) % list.length];
    this.#given += 1;
  }

  #source(lasting: boolean): Source {
    this.#made += 1;
    const name = `r${this.#made}`;
    if (!lasting && this.#examples.length > 0 && this.#random.oneIn(EXAMPLES))
      return replayed(this.#random.pick(this.#examples), name);
    const room = new MadeUpRoom(name, this.#random.branch(this.#made), lasting ? LONG : SHORT);
    return { next: () => nextOf(room), room, ...(lasting ? { lasting } : {}) };
  }
}

/** A room in which something is still to be done wrongly goes on until it is. */
function nextOf(room: MadeUpRoom): Draft | undefined {
  while (room.queue.length === 0 && !room.over) room.step();
  return room.queue.shift();
}

/** Stands in a template for the name of the one who plays it. */
const NAME = '§';

function draftsOf(history: History): Draft[] {
  const lines = linesOf(history, NAME, 0, 0);
  const drafts = lines.map(({ connection = '', at: _, ...body }): Draft => ({ connection, body }));
  // Whoever is still connected is not for ever: all of them at once, so that nobody is left to be told.
  const open = new Set(drafts.filter(({ body }) => 'fromClient' in body).map(({ connection }) => connection));
  for (const { connection, body } of drafts) if ('closed' in body) open.delete(connection);
  return [...drafts, ...[...open].map((connection) => ({ connection, body: { closed: { by: 'CLOSED_BY_NETWORK' } } }))];
}

function replayed(drafts: readonly Draft[], name: string): Source {
  const text = JSON.stringify(drafts).replaceAll(NAME, `${name}:`);
  const own = JSON.parse(text) as Draft[];
  own.reverse();
  return { next: () => own.pop() };
}
