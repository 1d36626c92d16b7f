/** One seat of a world in which a testee makes the calls, as far as its application was told. */
import type { Action, ActionKind, Seat } from '../../exchange/scenario.js';

/** Something that is reported as soon as everybody whom it names is known. */
export interface HeldReport {
  /** Participations. */
  readonly names: readonly string[];
  /** Reports it, as what its room object was told or as what another one was. */
  readonly tell: (visit?: number) => void;
  /** Whose removal it tells. */
  readonly about?: string;
  /** The request that it answers. */
  readonly request?: number;
}

/** Steps that ask nothing of a room: they bear no number. */
const unnumbered: readonly ActionKind[] = ['join', 'operate', 'cut', 'freeze', 'heal', 'delay'];

/** The state of one seat. */
export class ToldSeat {
  /** Every participation that it was told to be its own, oldest first. */
  readonly shown: string[] = [];
  /** The room that it is in, or is on its way to. */
  room = '';
  /** `joining`: a room object is on its way into a room. `inside`: joined was told, and roomLeft was not. */
  presence: 'outside' | 'joining' | 'inside' = 'outside';
  /** It was cut, and comes anew: until it is in, its application may still be told of its last stay. */
  returning = false;
  /** `cut`: nothing can reach it until it joins again. `frozen`: nothing can reach it for now. */
  line: 'working' | 'frozen' | 'cut' = 'working';
  /** What was told while its connection was frozen: it passes when it is healed. */
  readonly withheld: (() => void)[] = [];
  /** How often a room object was begun, and how many numbered requests the newest has made. */
  visits = 0;
  requests = 0;
  /** Which room object was the newest that was told to be in a room. */
  stayed = 0;
  /** How often it was told that it is in a room, and that it is in one no more. */
  entries = 0;
  departures = 0;
  /** The numbers of its leaves, since it came. */
  readonly leaves: number[] = [];
  /** Its leave is done, and it was not told that it has left. */
  acknowledged = false;
  /** The sentinels of which it was told: those who came, and those who went. */
  arrived = 0;
  sentinels = 0;
  /** Where a switch that is under way leads, and its number. */
  next: { readonly room: string; readonly request?: number } | undefined;
  /** How many removes have not ended, and what was told meanwhile. */
  removing = 0;
  readonly held: HeldReport[] = [];
  /** Calls that have not ended. */
  outstanding = 0;
  /** That it has left, as often as it was told so, kept while a call is outstanding. */
  readonly roomLefts: HeldReport[] = [];

  constructor(readonly seat: Seat) {}

  /** A room object begins to join; one that is in a room stays there until it tells otherwise. */
  begin(room: string): void {
    this.room = room;
    this.returning = this.line === 'cut';
    this.line = 'working';
    this.withheld.length = 0;
    this.leaves.length = 0;
    this.acknowledged = false;
    if (this.presence === 'outside') this.presence = 'joining';
  }

  /** The number that the suite gives to a step of its own: none to what asks nothing. */
  number({ kind }: Action): { readonly request?: number } {
    if (kind === 'join' || kind === 'operate') {
      this.visits += 1;
      this.requests = 0;
    }
    if (unnumbered.includes(kind)) return {};
    this.requests += 1;
    if (kind === 'leave') this.leaves.push(this.requests);
    return { request: this.requests };
  }

  /**
   * A call was not made after all: nobody is told of it, and its number is free again. Where a later call bears the next one already, no
   * third one may bear that, too.
   */
  free(visit: number, request: number | undefined): void {
    if (visit === this.visits && request === this.requests) this.requests -= 1;
  }

  /** Its connection is taken away, held up, or given back. */
  suffer(kind: ActionKind): void {
    if (kind === 'cut') {
      this.line = 'cut';
      this.presence = 'outside';
    }
    if (kind === 'freeze') this.line = 'frozen';
    if (kind === 'heal') this.line = 'working';
  }

  /** Somebody who comes and goes in its room is told to it. */
  get reachable(): boolean {
    return this.presence === 'inside' && this.line === 'working';
  }
}

/** The other seats of the same participant that are in a room, or on their way into one. */
export const otherDevices = (seat: ToldSeat, seats: Iterable<ToldSeat>): ToldSeat[] =>
  [...seats].filter(
    (other) => other !== seat && other.seat.participant === seat.seat.participant && other.presence !== 'outside',
  );
