/**
 * Kicks and joins of one nickname take turns. A kick names a nickname and hits whoever bears it when it arrives, and that a stay has
 * just ended may not be known yet: beside a join under way nobody could say whom it hits. Kicks race each other, and so do joins.
 */
type Kind = 'join' | 'remove';

interface UnderWay {
  readonly kind: Kind;
  readonly nick: string;
  readonly over: Promise<unknown>;
}

export class Turns {
  readonly #underWay = new Set<UnderWay>();

  /** Begins when what was asked for earlier, of the other kind and by this nickname, is over. Waits for nothing that is asked for later. */
  async take<Outcome>(
    kind: Kind,
    nick: string,
    begin: (clear: Promise<unknown>) => Promise<Outcome>,
  ): Promise<Outcome> {
    const earlier = [...this.#underWay].filter((one) => one.nick === nick && one.kind !== kind);
    const outcome = begin(Promise.allSettled(earlier.map(({ over }) => over)));
    const turn: UnderWay = { kind, nick, over: outcome };
    this.#underWay.add(turn);
    return outcome.finally(() => this.#underWay.delete(turn));
  }
}
