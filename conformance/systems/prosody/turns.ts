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

/** Runs `begin` when everything of the other kind that was asked for earlier, and for this nickname, is over. */
export type TakeTurn = <Outcome>(kind: Kind, nick: string, begin: () => Promise<Outcome>) => Promise<Outcome>;

/** A queue of kicks and joins. Nothing in it waits for what is asked for later. */
export function nicknameQueue(): TakeTurn {
  const all = new Set<UnderWay>();
  return async (kind, nick, begin) => {
    const earlier = [...all].filter((one) => one.nick === nick && one.kind !== kind).map(({ over }) => over);
    const outcome = Promise.allSettled(earlier).then(begin);
    const turn: UnderWay = { kind, nick, over: outcome };
    all.add(turn);
    return outcome.finally(() => all.delete(turn));
  };
}
