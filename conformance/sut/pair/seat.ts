/** One seat of a pair: its room object, as far as its application was told. */
import type { Action, Seat } from '../../exchange/scenario.js';

/** Something that is reported as soon as everybody whom it names is known. */
export interface HeldReport {
  /** Participations. */
  readonly names: readonly string[];
  /** Reports it. */
  readonly tell: () => void;
  /** Whose removal it tells. */
  readonly about?: string;
}

/** The state of one seat. */
export class PairSeat {
  /** Every participation that it was told to be its own, oldest first. */
  readonly shown: string[] = [];
  /** The room that it is in, or is on its way to. */
  room = '';
  /** `joining`: a room object is on its way into a room. `inside`: joined was told, and roomLeft was not. */
  presence: 'outside' | 'joining' | 'inside' = 'outside';
  /** How often a room object was begun, and how many numbered requests the newest has made. */
  visits = 0;
  requests = 0;
  /** The sentinels of which it was told. */
  sentinels = 0;
  /** Where a switch that is under way leads, and its number. */
  next: { readonly room: string; readonly request?: number } | undefined;
  /** A remove has not ended, and what was told meanwhile. */
  removing = false;
  readonly held: HeldReport[] = [];
  /** Calls that have not ended. */
  outstanding = 0;
  /** That it has left, kept while a call is outstanding. */
  roomLeft: HeldReport | undefined;

  constructor(readonly seat: Seat) {}

  /** A room object begins to join; one that is in a room stays there until it tells otherwise. */
  begin(room: string): void {
    this.room = room;
    if (this.presence === 'outside') this.presence = 'joining';
  }

  /** The number that the suite gives to a step of its own: none to a join. */
  number({ kind }: Action): { readonly request?: number } {
    if (kind === 'join') {
      this.visits += 1;
      this.requests = 0;
      return {};
    }
    this.requests += 1;
    return { request: this.requests };
  }
}
