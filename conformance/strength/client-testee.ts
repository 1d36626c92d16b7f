/**
 * A testee around the reference client, as a program of its own: over standard input and output, with one fault where
 * `--mutant NAME` names it, or different in what the text leaves open where `--variant NAME --seed N` does. Beside
 * what the starter for TypeScript can do, its pages can be unloaded.
 */
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { AppEvent } from '../exchange/client.js';
import { fromTestee, toTestee } from '../exchange/codec.js';
import type { Action, Seat } from '../exchange/scenario.js';
import { type Answer, type Command, TESTEE_VERSION } from '../exchange/testee.js';
import { chanceOf } from '../mutants/chance.js';
import { clientMutants } from '../mutants/client/index.js';
import { clientVariants } from '../mutants/client/variants/index.js';
import { type Behaviour, SHOWS_ALL, type Showing } from '../mutants/client/variants/variant.js';
import { joinRoom } from '../reference/client/node.js';
import type { Reason } from '../reference/client/reason.js';
import type { Room } from '../reference/client/room.js';

const LAST_SEED = 2 ** 32 - 1;
const { values } = parseArgs({
  options: { mutant: { type: 'string' }, variant: { type: 'string' }, seed: { type: 'string' } },
});
const { mutant = '', variant = '' } = values;
const seed = Number(values.seed ?? randomInt(LAST_SEED));
const name = mutant || variant;
if (mutant !== '' && !(mutant in clientMutants)) throw new Error(`There is no faulty client "${mutant}".`);
if (variant !== '' && !(variant in clientVariants)) throw new Error(`There is no right client "${variant}".`);
if (variant !== '') console.error(`${variant}, seed ${seed}`);
const chance = chanceOf(seed);

/** How the next room object behaves. */
const behaviour = (): Behaviour =>
  clientVariants[variant]?.behave(chance.fork()) ?? { wrap: clientMutants[mutant]?.wrap ?? ((parts) => parts) };

/** One seat of a world, and what unloads its page. */
interface Chair {
  readonly seat: Seat;
  room: Room | undefined;
  shows: Showing;
  unload: () => void;
  /** What is done from inside the listener of the next event of this name. */
  readonly listeners: { readonly event: string; readonly run: () => void }[];
}

type Listens = Action & { readonly kind: 'listener' };
/** Where an application joins again. */
const ROOM = 'blue';

interface World {
  readonly url: string;
  readonly chairs: ReadonlyMap<string, Chair>;
}

const worlds = new Map<string, World>();

const say = (message: Parameters<typeof fromTestee.toJson>[0]): void => {
  process.stdout.write(`${JSON.stringify(fromTestee.toJson(message))}\n`);
};

function join(world: string, chair: Chair, action: Action & { kind: 'join' }, accessToken: string): Promise<void> {
  const { url } = worlds.get(world) as World;
  const { seat } = chair;
  const { wrap, subprotocols, shows } = behaviour();
  const who = { roomId: action.room, participantId: seat.participant, role: seat.role };
  const options = { url, accessToken, ...who, ...(subprotocols && { subprotocols }) };
  chair.shows = { ...SHOWS_ALL, ...shows };
  const room = joinRoom(options, (parts) =>
    wrap({
      ...parts,
      unloading: (run) => {
        chair.unload = run;
        return () => {};
      },
    }),
  );
  chair.room = room;
  listen(world, chair, room);
  return new Promise((resolve, reject) => {
    room.on('joined', () => resolve());
    room.on('roomLeft', (reason: Reason | undefined) => reject(new Error(reason?.type ?? 'no reason')));
  });
}

/** What an application throws from inside a listener: a client may report it as any uncaught error. */
const thrown = new Error('a listener of the application throws');
process.on('uncaughtException', (error) => {
  if (error === thrown) return;
  console.error(error);
  process.exit(1);
});

/** Resolves when what is called from inside the listener has ended. */
const listening = (world: string, chair: Chair, { event, reaction }: Listens, accessToken: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const run = (): void => {
      const { room, seat } = chair;
      if (reaction === 'leave') room?.leave().then(resolve, reject);
      else if (reaction === 'join')
        join(world, chair, { kind: 'join', seat: seat.name, room: ROOM }, accessToken).then(resolve, reject);
      else resolve();
      if (reaction === 'dispose') room?.dispose();
      if (reaction === 'throw') throw thrown;
    };
    chair.listeners.push({ event, run });
  });

/** Every event is told at once, with the list of the others as it is at that moment. */
function listen(world: string, { seat: { name: seat }, shows, listeners }: Chair, room: Room): void {
  const tell = (told: AppEvent): void => {
    const list = room.participants.map(({ participationId }) => participationId);
    if (shows.arrivals || told.event === 'participantLeft' || told.event === 'roomLeft')
      say({ kind: 'told', world, seat, note: { kind: 'told', told, ...(shows.list && { list }) } });
    const place = listeners.findIndex(({ event }) => event === told.event);
    if (place >= 0) listeners.splice(place, 1)[0]?.run();
  };
  room.on('joined', ({ participationId }) => tell({ event: 'joined', participation: participationId }));
  room.on('switched', ({ participationId }) => tell({ event: 'switched', participation: participationId }));
  room.on('participantJoined', (participant, participation) =>
    tell({ event: 'participantJoined', participant, participation }),
  );
  room.on('participantLeft', (participant, reason: Reason | undefined, participation) =>
    tell({ event: 'participantLeft', participant, participation, ...(reason && { reason }) }),
  );
  room.on('roomLeft', (reason: Reason | undefined) => tell({ event: 'roomLeft', ...(reason && { reason }) }));
}

/** Nobody waits for it. */
function endsAtOnce(_: Promise<void>): 'done' {
  return 'done';
}

/** Makes a call; undefined where the client has none for it. */
function call({ world, action, accessToken }: Command & { kind: 'act' }): Promise<void> | 'done' | undefined {
  const chair = worlds.get(world)?.chairs.get(action.seat);
  if (action.kind === 'join' && chair) return join(world, chair, action, accessToken);
  if (action.kind === 'listener' && chair) return listening(world, chair, action, accessToken);
  const room = chair?.room;
  if (!room) return undefined;
  switch (action.kind) {
    case 'leave':
      return chair.shows.leavesAtOnce ? endsAtOnce(room.leave()) : room.leave();
    case 'end':
      return room.end();
    case 'remove':
      return room.remove(action.target);
    case 'switch':
      return room.switchRoom(action.room, accessToken);
    case 'mode':
      return room.becomeViewer();
    case 'dispose':
      room.dispose();
      return 'done';
    case 'unload':
      chair.unload();
      return 'done';
    default:
      return undefined;
  }
}

async function act(command: Command & { kind: 'act' }): Promise<Answer> {
  try {
    const ending = call(command);
    if (ending === undefined) return { kind: 'unsupported' };
    if (ending === 'done') return { kind: 'done' };
    return await ending.then(
      (): Answer => ({ kind: 'done' }),
      (error: unknown): Answer => ({ kind: 'refused', why: String(error) }),
    );
  } catch (error) {
    return { kind: 'broken', why: String(error) };
  }
}

async function answer(command: Command): Promise<Answer> {
  switch (command.kind) {
    case 'hello':
      return {
        kind: 'ready',
        side: 'client',
        version: TESTEE_VERSION,
        name: `reference client ${name}`.trim(),
        unsupported: [],
      };
    case 'open': {
      const { world, url, seats } = command;
      const chairs = seats.map((seat): [string, Chair] => [
        seat.name,
        { seat, room: undefined, shows: SHOWS_ALL, unload: () => {}, listeners: [] },
      ]);
      worlds.set(world, { url, chairs: new Map(chairs) });
      return { kind: 'done' };
    }
    case 'act':
      return act(command);
    case 'settle':
      return { kind: 'done' };
    case 'close':
      for (const { room } of worlds.get(command.world)?.chairs.values() ?? []) room?.dispose();
      worlds.delete(command.world);
      return { kind: 'done' };
    case 'nonsense':
      return { kind: 'unsupported' };
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, command } = toTestee.fromJson(JSON.parse(line));
  void answer(command).then((said) => say({ kind: 'answer', id, answer: said }));
});
