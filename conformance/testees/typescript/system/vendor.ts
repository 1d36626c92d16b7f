/** The place for the vendor's own SDK. This stand-in is a tiny meeting, server and all, in one process: take it away, and import yours. */

/** What the back end shows to the office. */
export const KEY = 'open sesame';

/** A call was refused; its message is the vendor's own word for why. */
export class VendorError extends Error {}

/** Hears what happens to a person, in the order in which it happens. */
export interface Listener {
  entered(session: string, stay: string, others: readonly Person[]): void;
  arrived(person: Person): void;
  gone(person: Person, word: string): void;
  over(word: string): void;
}

/** One opening of a room: who is there by the numbers of their stays, and every stay that ever was. */
interface Opening {
  readonly name: string;
  readonly session: string;
  readonly inside: Map<string, Person>;
  readonly known: Set<string>;
}

const rooms = new Map<string, Opening>();
let numbers = 0;
const numbered = (what: string): string => {
  numbers += 1;
  return `${what}-${numbers}`;
};

/** One person's connection. */
export class Person {
  stay = '';
  #room: Opening | undefined;

  constructor(
    readonly user: string,
    readonly moderator: boolean,
    readonly listener: Listener,
  ) {}

  async enter(name: string): Promise<void> {
    const room = rooms.get(name) ?? { name, session: numbered('session'), inside: new Map(), known: new Set() };
    const others = [...room.inside.values()];
    if (others.some(({ user }) => user === this.user)) throw new VendorError('already here');
    this.stay = numbered('stay');
    this.#room = room;
    rooms.set(name, room);
    room.inside.set(this.stay, this);
    room.known.add(this.stay);
    this.listener.entered(room.session, this.stay, others);
    for (const other of others) other.listener.arrived(this);
  }

  async exit(): Promise<void> {
    this.#inside();
    this.depart('bye');
  }

  async kick(stay: string): Promise<void> {
    const room = this.#inside();
    if (!this.moderator) throw new VendorError('not a moderator');
    if (stay === this.stay) throw new VendorError('yourself');
    kick(room, stay, 'kicked');
  }

  /** Ends the meeting for all. */
  async close(): Promise<void> {
    const room = this.#inside();
    if (!this.moderator && room.inside.size > 1) throw new VendorError('not a moderator');
    close(room, 'closed');
  }

  /** Closes the connection without a word, as a process does that is killed. */
  hangUp(): void {
    if (this.#room) this.depart('lost', false);
  }

  /** Is the server's: takes the person out of its room. */
  depart(word: string, told = true): void {
    const room = this.#inside();
    this.#room = undefined;
    room.inside.delete(this.stay);
    if (room.inside.size === 0) rooms.delete(room.name);
    if (told) this.listener.over(word);
    for (const other of [...room.inside.values()]) other.listener.gone(this, word);
  }

  #inside(): Opening {
    if (!this.#room) throw new VendorError('not here');
    return this.#room;
  }
}

/** The vendor's back end. */
export class Office {
  constructor(private readonly key: string) {}

  async post(call: string, name: string, stay: string): Promise<void> {
    if (this.key !== KEY) throw new VendorError('wrong key');
    if (call !== 'close' && call !== 'kick') throw new VendorError('no such call');
    const room = rooms.get(name);
    if (!room) throw new VendorError('no such room');
    if (call === 'close') close(room, 'closed by the office');
    else kick(room, stay, 'kicked by the office');
  }
}

function kick({ known, inside }: Opening, stay: string, word: string): void {
  if (!known.has(stay)) throw new VendorError('no such stay');
  inside.get(stay)?.depart(word);
}

function close({ inside }: Opening, word: string): void {
  const everybody = [...inside.values()];
  inside.clear();
  for (const person of everybody) person.depart(word);
}
