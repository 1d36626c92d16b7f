/**
 * What the clients know, as the messages alone tell it. It is written from the prose and without the reducers,
 * so that it can contradict them.
 */

import { reason } from '../../../gen/codes.js';
import type { ServerEvent } from '../events.js';
import type { Effect, Message, Reason } from '../messages.js';
import { demand } from '../search.js';
import type { Server } from '../state.js';

/** A token, the connection over which it was given, and the sequence of the Joined that gave it (0: a Resumed). */
export interface Given {
  readonly token: string;
  readonly connection: string;
  readonly at: number;
}

/** What one room object has been told. */
export interface Account {
  /** By sequence, beginning with 1: each message as it was first numbered. */
  readonly told: readonly string[];
  /** Who, as far as it was told, is in its room besides itself. */
  readonly picture: readonly string[];
  readonly participation: string;
  readonly acked: number;
  readonly given: readonly Given[];
  /** The index of the newest token under which it was heard. */
  readonly heard: number;
  /** The highest request that was answered. */
  readonly answered: number;
}

/** A connection, the room object that it carries or wants to carry, and what it was last sent. */
export interface Carrier {
  readonly roomObject: string;
  readonly bound: boolean;
  readonly sequence: number;
}

/** What all clients together have been told. */
export interface ClientsLedger {
  readonly accounts: Readonly<Record<string, Account>>;
  readonly carriers: Readonly<Record<string, Carrier>>;
  /** How each participation ended. */
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** What is known before anything was sent. */
export const emptyLedger: ClientsLedger = { accounts: {}, carriers: {}, reasons: {} };

/** What has become new in one transition, room object by room object. */
export type News = ReadonlyMap<string, readonly Message[]>;

/** The ledger after a transition; throws where the messages contradict it. */
export function account(
  before: ClientsLedger,
  event: ServerEvent,
  effects: readonly Effect[],
  after: Server,
): { ledger: ClientsLedger; news: News } {
  const book = new Book(before, after);
  book.hear(event);
  for (const effect of effects) {
    if (effect.kind === 'close') book.close(effect.to);
    else book.receive(effect.to, effect.sequence, effect.message);
  }
  for (const roomObject of Object.values(after.roomObjects)) {
    // Nobody sees what a lingering participation is told: it is kept for it.
    if (roomObject.connection !== null || roomObject.departure !== null) continue;
    const { told } = book.accountOf(roomObject.id);
    for (const { sequence, message } of roomObject.retained.filter(({ sequence }) => sequence > told.length))
      book.tell(roomObject.id, sequence, message);
  }
  for (const { id, participation, departure } of Object.values(after.roomObjects))
    if (departure !== null && book.knows(id)) book.end(participation, departure.reason);
  book.checkCarriers();
  return { ledger: book.ledger(), news: book.news };
}

const beginning = (participation: string): Account => ({
  told: [],
  picture: [],
  participation,
  acked: 0,
  given: [],
  heard: 0,
  answered: 0,
});

/** The token and the number are not what the message was first, but what they are at the moment. */
const asNumbered = (message: Message): string =>
  JSON.stringify(message.kind === 'joined' ? { ...message, token: '', lastRequest: 0 } : message);

class Book {
  readonly news = new Map<string, Message[]>();
  readonly #accounts: Record<string, Account>;
  readonly #carriers: Record<string, Carrier>;
  readonly #reasons: Record<string, Reason>;

  constructor(
    before: ClientsLedger,
    private readonly after: Server,
  ) {
    this.#accounts = { ...before.accounts };
    this.#carriers = { ...before.carriers };
    this.#reasons = { ...before.reasons };
  }

  ledger = (): ClientsLedger => ({ accounts: this.#accounts, carriers: this.#carriers, reasons: this.#reasons });
  knows = (roomObject: string): boolean => roomObject in this.#accounts;
  accountOf = (roomObject: string): Account => this.#accounts[roomObject] ?? beginning(roomObject);

  /** What the client said, and what it wants to be on a new connection. */
  hear(event: ServerEvent): void {
    if (event.type === 'join') this.#carriers[event.connection] = waiting(event.joinId || event.participation, 0);
    if (event.type === 'resume') {
      const owner = ownerOf(this.#accounts, event.token);
      if (owner) this.#carriers[event.connection] = waiting(owner, event.sequence);
    }
    if (event.type === 'request' || event.type === 'ack') this.#heard(event.connection, event.ack);
    if (event.type === 'lost' || event.type === 'goodbye') this.close(event.connection);
  }

  #heard(connection: string, ack: number): void {
    const carrier = this.#carriers[connection];
    if (!carrier?.bound) return;
    const known = this.accountOf(carrier.roomObject);
    const heard = known.given.findLastIndex((one) => one.connection === connection && one.at <= ack);
    this.#put(carrier.roomObject, { acked: Math.max(known.acked, ack), heard: Math.max(known.heard, heard) });
  }

  close(connection: string): void {
    delete this.#carriers[connection];
  }

  receive(connection: string, sequence: number, message: Message): void {
    if (sequence === 0) {
      this.#receiveOutside(connection, message);
      return;
    }
    const carrier = this.#carriers[connection];
    demand(carrier !== undefined, () => `something is sent on ${connection}, which carries nobody`);
    demand(sequence === carrier.sequence + 1, () => `${connection} is sent ${sequence} after ${carrier.sequence}`);
    demand(carrier.bound || message.kind === 'joined', () => `${connection} is sent something before it is bound`);
    this.#carriers[connection] = { ...carrier, bound: true, sequence };
    if (message.kind === 'joined') this.#give(carrier.roomObject, { token: message.token, connection, at: sequence });
    this.tell(carrier.roomObject, sequence, message);
  }

  /** What belongs to one connection alone. */
  #receiveOutside(connection: string, message: Message): void {
    const carrier = this.#carriers[connection];
    if (message.kind === 'resumed' && carrier) {
      demand(!carrier.bound, () => `${connection} is resumed twice`);
      this.#carriers[connection] = { ...carrier, bound: true };
      this.#give(carrier.roomObject, { token: message.token, connection, at: 0 });
    }
    if (message.kind === 'rejected') this.close(connection);
    if (message.kind === 'roomLeft') {
      demand(carrier !== undefined, () => `${connection} hears of a departure though it asked for none`);
      // Its newest one, of which it may have missed the Joined.
      this.end(this.after.roomObjects[carrier.roomObject]?.participation ?? '', message.reason);
    }
  }

  #give(roomObject: string, given: Given): void {
    const known = this.accountOf(roomObject).given;
    if (given.token !== '' && !known.some(({ token }) => token === given.token))
      this.#put(roomObject, { given: [...known, given] });
  }

  /** A message of a room object: news, or once more what it was told before. */
  tell(roomObject: string, sequence: number, message: Message): void {
    const { told, answered } = this.accountOf(roomObject);
    const said = asNumbered(message);
    if (sequence <= told.length) {
      demand(told[sequence - 1] === said, () => `${roomObject} was told ${told[sequence - 1]}, and now ${said}`);
      return;
    }
    demand(sequence === told.length + 1, () => `${roomObject} is told ${sequence} after ${told.length}`);
    this.#put(roomObject, { told: [...told, said] });
    this.news.set(roomObject, [...(this.news.get(roomObject) ?? []), message]);
    if ('replyTo' in message && message.replyTo > 0) {
      demand(
        message.replyTo > answered,
        () => `${roomObject} has its request ${message.replyTo} answered after ${answered}`,
      );
      this.#put(roomObject, { answered: message.replyTo });
    }
    this.#see(roomObject, message);
  }

  #see(roomObject: string, message: Message): void {
    const { picture, participation } = this.accountOf(roomObject);
    switch (message.kind) {
      case 'joined':
        this.#put(roomObject, {
          participation: message.participation,
          picture: message.roster.map((member) => member.participation),
        });
        return;
      case 'participantJoined': {
        const { member } = message;
        demand(
          !picture.includes(member.participation),
          () => `${roomObject} is told twice that ${member.participation} joined`,
        );
        demand(!(member.participation in this.#reasons), () => `${member.participation} is back from the dead`);
        this.#put(roomObject, { picture: [...picture, member.participation] });
        return;
      }
      case 'participantLeft': {
        const left = message.participation;
        demand(picture.includes(left), () => `${roomObject} is told that ${left} left, of whom it does not know`);
        this.#put(roomObject, { picture: picture.filter((one) => one !== left) });
        this.end(left, message.reason);
        return;
      }
      case 'roomLeft':
        demand(message.reason !== reason.SWITCH_ROOM, () => `${roomObject} is told by RoomLeft that it switched`);
        this.end(participation, message.reason);
        return;
    }
  }

  end(participation: string, reason: Reason): void {
    const known = this.#reasons[participation];
    demand(known === undefined || known === reason, () => `${participation} left for ${known}, and for ${reason}`);
    this.#reasons[participation] = reason;
  }

  /** A client that is connected has everything. */
  checkCarriers(): void {
    for (const [connection, { roomObject, bound, sequence }] of Object.entries(this.#carriers)) {
      const { told } = this.accountOf(roomObject);
      demand(!bound || sequence === told.length, () => `${connection} was sent ${sequence} of ${told.length} messages`);
    }
  }

  #put(roomObject: string, changes: Partial<Account>): void {
    this.#accounts[roomObject] = { ...this.accountOf(roomObject), ...changes };
  }
}

const waiting = (roomObject: string, sequence: number): Carrier => ({ roomObject, bound: false, sequence });

/** The room object to which a token was given. */
export const ownerOf = (accounts: ClientsLedger['accounts'], token: string): string | undefined =>
  Object.keys(accounts).find((id) => accounts[id]?.given.some((one) => one.token === token));
