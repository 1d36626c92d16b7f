/** How a server that keeps to every clause answers a request of somebody who is in a room: written from the prose, clause by clause. */
import type { Code, Demand, Refusal } from '../../exchange/index.js';
import type { Statement, Wish } from '../../link/index.js';
import type { Registrar, Stay } from './stay.js';

/** What a request comes to. */
export type Outcome =
  /** It is refused. */
  | { readonly refusal: Refusal }
  /** It fixes the departure of whoever asks. */
  | { readonly departs: Code }
  /** It is answered; `first` is what it does to the client before that. */
  | { readonly answer: Statement; readonly first?: Statement };

export type Request = Exclude<Wish, { readonly kind: 'join' | 'resume' | 'ack' }>;

/** The code by which a request's own departure is known; what else a Leave is answered by, it did not bring about. */
export const ownCode = (demand: Demand): Code | undefined => ownCodes[demand];

const ownCodes: Readonly<Partial<Record<Demand, Code>>> = { leave: 1101, end: 1008, mode: 1003 };

/** `joined` makes the Joined of the room in which the stay is then. */
export function lawfully(wish: Request, stay: Stay, registrar: Registrar, joined: () => Statement): Outcome {
  switch (wish.kind) {
    case 'leave':
      return { departs: 1101 };
    case 'end':
      return { departs: 1008 };
    case 'sync':
      return { answer: { kind: 'accepted' } };
    case 'mode':
      return wish.mode === 'viewer' ? { departs: 1003 } : { refusal: 'invalid_argument' };
    case 'remove':
      return remove(wish.target, stay, registrar);
    case 'switch':
      if (wish.room === stay.room) return { refusal: 'invalid_argument' };
      stay.move(wish.room);
      return { answer: joined() };
    case 'unknown':
      return { refusal: 'unimplemented' };
  }
}

function remove(target: string, stay: Stay, registrar: Registrar): Outcome {
  if (target === stay.own.participation) return { refusal: 'invalid_argument' };
  const present = [...stay.others.values()].find(({ participation }) => participation === target);
  if (!present) return registrar.knows(target) ? { answer: { kind: 'accepted' } } : { refusal: 'not_found' };
  const { participant, participation } = present;
  stay.others.delete(participant);
  const first: Statement = { kind: 'participantLeft', participant, participation, reason: REMOVED };
  return { first, answer: { kind: 'accepted' } };
}

const REMOVED = { code: 1002, text: 'Participant was removed from the meeting.' };
