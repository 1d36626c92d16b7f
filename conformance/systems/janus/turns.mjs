/**
 * A kick names somebody's id, and hits whatever stay that id has when it arrives. Beside a join under way nobody could say which: joins
 * and kicks of one id in one room take turns. Kicks race each other, and so do joins.
 */

/** @typedef {'join' | 'kick'} Kind */

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
