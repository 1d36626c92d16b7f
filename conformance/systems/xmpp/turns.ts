/**
 * Kicks and joins of one nickname take turns. A kick names a nickname and hits the one who bears it when it arrives, and that a stay has
 * just ended may not be known yet: beside a join under way nobody could say whom it hits. Kicks race each other, and so do joins.
 */
type Kind = 'join' | 'remove';

interface UnderWay {
  readonly kind: Kind;
  readonly nick: string;
  readonly over: Promise<unknown>;
}

/** Calls `begin` at once, with a promise of the moment when everything of the other kind that was asked for earlier, for this nickname, is over. */
export type TakeTurn = <Outcome>(
  kind: Kind,
  nick: string,
  begin: (clear: Promise<unknown>) => Promise<Outcome>,
) => Promise<Outcome>;

/** A queue of kicks and joins. Nothing in it waits for what is asked for later. */
export function nicknameQueue(): TakeTurn {
  const all = new Set<UnderWay>();
  return async (kind, nick, begin) => {
    const earlier = [...all].filter((one) => one.nick === nick && one.kind !== kind);
    const outcome = begin(Promise.allSettled(earlier.map(({ over }) => over)));
    const turn: UnderWay = { kind, nick, over: outcome };
    all.add(turn);
    return outcome.finally(() => all.delete(turn));
  };
}

/** A queue in which each join and each removal waits for all earlier ones, whatever the nicknames are. */
export function oneAtATime(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return async (_kind, _nick, begin) => {
    const outcome = begin(last);
    last = Promise.allSettled([last, outcome]);
    return outcome;
  };
}

/** Begins what one seat is to do, in the order in which it is asked for, and not before `clear`. */
export type InSeatOrder = <Outcome>(seat: string, call: SeatCall<Outcome>) => Promise<Outcome>;

/** One thing that a seat is to do. */
export interface SeatCall<Outcome> {
  readonly clear?: Promise<unknown>;
  /** What comes behind it waits for its end: one who is not in a room yet has nothing to say to it. */
  readonly first?: boolean;
  readonly begin: () => Promise<Outcome>;
}

/** The seats of a world, each with its order. */
export function seatOrder(): InSeatOrder {
  const begun = new Map<string, Promise<unknown>>();
  return async (seat, { clear, first = false, begin }) => {
    const started = Promise.allSettled([begun.get(seat), clear]).then(() => ({ ending: begin() }));
    const free = started.then(({ ending }) => (first ? ending : undefined));
    begun.set(
      seat,
      free.catch(() => {}),
    );
    return started.then(({ ending }) => ending);
  };
}

/** Takes pieces of work, and does each when the one before it is done. */
export function oneByOne(): (work: () => unknown) => void {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    last = last.then(work);
  };
}
