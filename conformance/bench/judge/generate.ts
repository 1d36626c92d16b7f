/**
 * Generates a long log of many rooms at the same time: made-up rooms, some of which stay open throughout, and
 * golden examples.
 */
import type { History } from '../../exchange/history.js';
import { Random } from '../load/random.js';
import { type BrokenRule, grave, type Planted, passing } from './faults.js';
import { complete, fits, linesOf } from './from-history.js';
import type { DraftLine } from './lawful-room.js';
import { MadeUpRoom } from './made-up-room.js';

/** What a log is to be like. */
export interface LogWish {
  readonly observations: number;
  readonly faults: number;
  readonly seed: number;
  /** How many rooms are open at the same time; one in sixteen is open from the beginning to the end. */
  readonly open: number;
  readonly examples: readonly History[];
}

/** What a log has become. */
export interface MadeLog {
  readonly lines: number;
  readonly observations: number;
  readonly planted: readonly Planted[];
}

/** Between two lines, in milliseconds. */
const STEP_MS = 1;
const SHORT = { most: 8, events: 80 };
const LONG = { most: 24, events: Number.POSITIVE_INFINITY };
/** One in so many of the rooms at the beginning stays open. */
const LASTING = 16;
/** One in so many of the others is a golden example. */
const EXAMPLES = 3;

/** So many lines of a room lie between two faults in it: those that are closer are one finding, which names the first. */
const APART_LINES = 150;

/** Every rule in its turn, both sorts spread evenly. `long`: for a room that stays open. */
const rota = [...turnsOf(passing, true), ...turnsOf(grave, false)].sort((one, other) => one.turn - other.turn);

function turnsOf(rules: readonly BrokenRule[], long: boolean) {
  return rules.map((rule, index) => ({ rule, long, turn: (index + (long ? 0 : 0.5)) / rules.length }));
}

/** One room's lines, one after the other. */
interface RoomSource {
  next(): DraftLine | undefined;
  readonly room?: MadeUpRoom;
  readonly lasting?: true;
  /** How many lines it has had since its latest fault. */
  sinceFault: number;
}

/** Gives a log to `write`, some whole lines at a time. */
export async function generate(wish: LogWish, write: (text: string) => Promise<void> | void): Promise<MadeLog> {
  const { batch, made } = maker(wish);
  await write(`${JSON.stringify(complete)}\n`);
  for (let text = batch(); text !== ''; text = batch()) await write(text);
  return made();
}

const BATCH_LINES = 1_000;

/** Makes the lines of a log, in batches. */
function maker(wish: LogWish) {
  const random = new Random(wish.seed);
  const examples = wish.examples.filter(fits).map(draftsOf);
  const sources: RoomSource[] = [];
  const planted: Planted[] = [];
  let lines = 1;
  let observations = 0;
  let rooms = 0;
  let given = 0;
  let ending = false;

  function newSource(lasting: boolean): RoomSource {
    rooms += 1;
    const name = `r${rooms}`;
    if (!lasting && examples.length > 0 && random.oneIn(EXAMPLES)) return replayed(random.pick(examples), name);
    const room = new MadeUpRoom(name, random.branch(rooms), lasting ? LONG : SHORT);
    const sinceFault = APART_LINES;
    return { next: () => nextOf(room), room, sinceFault, ...(lasting ? { lasting } : {}) };
  }

  /** Another room takes the place of one that is over, until there are enough observations. */
  function replace(index: number): void {
    if (observations < wish.observations) sources[index] = newSource(false);
    else sources.splice(index, 1);
    if (ending || observations < wish.observations) return;
    ending = true;
    for (const { room, lasting } of sources) if (lasting) room?.end();
  }

  /**
   * Gives the next fault to a room, if it is time. Faults are spread over the whole log, and over rooms of both
   * sorts.
   */
  function plant(): void {
    if (given >= wish.faults || observations < ((given + 0.5) * wish.observations) / wish.faults) return;
    const { rule, long } = rota[given % rota.length] as (typeof rota)[number];
    const candidates = sources.filter(
      ({ room, lasting, sinceFault }) =>
        room && !room.over && !room.fault && sinceFault >= APART_LINES && Boolean(lasting) === long,
    );
    const source = candidates.length > 0 ? random.pick(candidates) : undefined;
    if (!source?.room) return;
    source.room.fault = rule;
    source.sinceFault = 0;
    given += 1;
  }

  function line(): string {
    plant();
    const index = random.below(sources.length);
    const source = sources[index];
    const draft = source?.next();
    if (!source || !draft) {
      replace(index);
      return '';
    }
    const { connection, body, fault } = draft;
    source.sinceFault = fault || source.room?.fault ? 0 : source.sinceFault + 1;
    lines += 1;
    if ('fromServer' in body) observations += 1;
    if (fault) planted.push({ clause: fault, room: source.room?.name ?? '', line: lines });
    return `${JSON.stringify({ at: lines * STEP_MS, ...(connection === undefined ? {} : { connection }), ...body })}\n`;
  }

  for (let each = 0; each < wish.open; each += 1) sources.push(newSource(each % LASTING === 0));
  return {
    /** The next lines; empty where the log has ended. */
    batch(): string {
      let text = '';
      for (let each = 0; each < BATCH_LINES && sources.length > 0; each += 1) text += line();
      return text;
    },
    made: (): MadeLog => ({ lines, observations, planted }),
  };
}

/** A room in which something is still to be done wrongly goes on until it is. */
function nextOf(room: MadeUpRoom): DraftLine | undefined {
  while (room.queue.length === 0 && !room.over) room.step();
  return room.queue.shift();
}

/** Stands in a template for the name of the room that it is played in. */
const NAME = '§';

function draftsOf(history: History): DraftLine[] {
  const lines = linesOf(history, NAME, 0, 0);
  const drafts = lines.map(({ connection = '', at: _, ...body }): DraftLine => ({ connection, body }));
  // At the end everybody who is still connected is cut off at once, so that nobody is left to be told.
  const open = new Set(drafts.flatMap(({ connection = '', body }) => ('fromClient' in body ? [connection] : [])));
  for (const { connection = '', body } of drafts) if ('closed' in body) open.delete(connection);
  return [...drafts, ...[...open].map((connection) => ({ connection, body: { closed: { by: 'CLOSED_BY_NETWORK' } } }))];
}

function replayed(drafts: readonly DraftLine[], name: string): RoomSource {
  const text = JSON.stringify(drafts).replaceAll(NAME, `${name}:`);
  const own = JSON.parse(text) as DraftLine[];
  own.reverse();
  return { next: () => own.pop(), sinceFault: 0 };
}
