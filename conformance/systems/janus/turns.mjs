/** Who waits for whom. */

/**
 * Janus takes up the requests of one connection by several threads, and so in any order: a client waits for an answer before it asks
 * again. One who joins is a new client, and waits for nothing.
 * @returns {{ afresh(name: string): unknown, next<T>(name: string, begin: () => Promise<T>): Promise<T> }}
 */
export function oneByOne() {
  /** @type {Map<string, Promise<unknown>>} */
  const last = new Map();
  return {
    afresh: (name) => last.delete(name),
    next(name, begin) {
      const before = last.get(name);
      const call = before ? before.then(begin) : begin();
      last.set(
        name,
        call.catch(() => {}),
      );
      return call;
    },
  };
}

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
