/**
 * The service removes an identity, whichever stay it has when the call arrives. Beside a join under way nobody could say whom it hits:
 * joins and removals of one identity in one room take turns. Removals race each other, and so do joins.
 */

/** @typedef {'join' | 'remove'} Kind */

/**
 * Runs `begin` when everything of the other kind that was asked for earlier under the same name is over. Nothing waits for what is
 * asked for later.
 * @returns {(name: string, kind: Kind, begin: () => Promise<void>) => Promise<void>}
 */
export function takeTurns() {
  /** @type {Set<{ name: string, kind: Kind, over: Promise<unknown> }>} */
  const underWay = new Set();
  return (name, kind, begin) => {
    const earlier = [...underWay].filter((one) => one.name === name && one.kind !== kind).map(({ over }) => over);
    const over = Promise.allSettled(earlier).then(begin);
    const turn = { name, kind, over };
    underWay.add(turn);
    return over.finally(() => underWay.delete(turn));
  };
}
