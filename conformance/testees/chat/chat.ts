/** The "vendor" of this example: a chat in memory, with words of its own for why somebody is gone. It knows nothing of any suite. */

/** What a member of a room is told. */
export interface Ears {
  /** It is in the room, with these others. */
  entered(id: string, others: readonly Chatter[]): void;
  came(other: Chatter): void;
  /** Somebody is out of the room, perhaps the member itself; `why` is `quit`, `kicked` or `closed`. */
  gone(who: Chatter, why: string): void;
}

/** Somebody in a room. */
export interface Chatter {
  /** New for every stay. */
  readonly id: string;
  readonly nick: string;
  readonly isOwner: boolean;
  readonly ears: Ears;
}

/** How the chat says no. */
export class ChatError extends Error {
  constructor(readonly code: 'NICK_TAKEN' | 'NOT_OWNER' | 'NOT_HERE') {
    super(code);
  }
}

const rooms = new Map<string, Chatter[]>();
let stays = 0;

const there = (room: string): Chatter[] => rooms.get(room) ?? [];

/** Comes into a room. */
export async function enter(room: string, nick: string, isOwner: boolean, ears: Ears): Promise<Chatter> {
  const others = there(room);
  if (others.some((other) => other.nick === nick)) throw new ChatError('NICK_TAKEN');
  stays += 1;
  const chatter = { id: `stay-${stays}`, nick, isOwner, ears };
  rooms.set(room, [...others, chatter]);
  ears.entered(chatter.id, others);
  for (const other of others) other.ears.came(chatter);
  return chatter;
}

/** Goes. */
export async function quit(room: string, chatter: Chatter): Promise<void> {
  out(room, who(room, chatter.id), 'quit');
}

/** Puts somebody out. */
export async function kick(room: string, by: Chatter, id: string): Promise<void> {
  if (!who(room, by.id).isOwner) throw new ChatError('NOT_OWNER');
  out(room, who(room, id), 'kicked');
}

/** Puts everybody out. */
export async function close(room: string, by: Chatter): Promise<void> {
  if (!who(room, by.id).isOwner) throw new ChatError('NOT_OWNER');
  const all = there(room);
  rooms.delete(room);
  for (const chatter of all) chatter.ears.gone(chatter, 'closed');
}

function out(room: string, chatter: Chatter, why: string): void {
  const before = there(room);
  rooms.set(
    room,
    before.filter((other) => other !== chatter),
  );
  for (const other of before) other.ears.gone(chatter, why);
}

function who(room: string, id: string): Chatter {
  const found = there(room).find((chatter) => chatter.id === id);
  if (!found) throw new ChatError('NOT_HERE');
  return found;
}
