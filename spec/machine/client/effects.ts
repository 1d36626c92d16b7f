/** What a room object of a client does: what it sends, and what its application is told. */
import type { Clauses, Step } from '../messages.js';
import type {
  CallId,
  ConnectionNumber,
  KnownMember,
  OwnParticipation,
  SaidMessage,
  SourcedReason,
  TimerName,
} from './events.js';
import type { ClientState } from './state.js';

/** What the application is told. */
export type ApplicationNews =
  | { readonly event: 'joined' | 'switched'; readonly joined: OwnParticipation; readonly room: string | null }
  | { readonly event: 'participantJoined'; readonly member: KnownMember }
  | {
      readonly event: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: SourcedReason;
    }
  | { readonly event: 'roomLeft'; readonly reason: SourcedReason };

/** How a call ends: it succeeds, the server refuses it, or the room object is no longer in the meeting. */
export type CallOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly code: number; readonly said: string };

type BareEffect =
  /** `first` is what will be sent over it first: a Join may need an access token. */
  | { readonly kind: 'open'; readonly connection: ConnectionNumber; readonly first: 'join' | 'resume' }
  | {
      readonly kind: 'send';
      readonly connection: ConnectionNumber;
      /** 0 for what has no number. */
      readonly request: number;
      readonly ack: number;
      readonly saying: SaidMessage;
    }
  | { readonly kind: 'close'; readonly connection: ConnectionNumber; readonly code: number }
  /** Starts a timer, anew if it runs. `spread`: a random time between half of `ms` and all of it. */
  | { readonly kind: 'start'; readonly timer: TimerName; readonly ms: number; readonly spread: boolean }
  | { readonly kind: 'stop'; readonly timer: TimerName }
  | { readonly kind: 'settle'; readonly call: CallId; readonly outcome: CallOutcome }
  | { readonly kind: 'tell'; readonly told: ApplicationNews };

/** What the client does, each for at least one clause. */
export type ClientEffect = BareEffect & { readonly clauses: Clauses };

/** The next state of a room object, and what the client does. */
export type ClientStep = Step<ClientState, ClientEffect>;
