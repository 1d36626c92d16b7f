/** What is decided only when some time of the log has passed, in the order in which it began to wait. */
import type { LogMoment } from './participations.js';

/** A list of those who wait. */
export interface Waiting<One> {
  add(one: One, since: LogMoment): void;
  /** Takes those off who have waited for longer than this, and calls with each of them. */
  pass(now: number, ms: number, decide: (one: One, since: LogMoment) => void): void;
  clear(): void;
}

/** Nobody waits yet. */
export function waiting<One>(): Waiting<One> {
  let list: { readonly one: One; readonly since: LogMoment }[] = [];
  let next = 0;
  return {
    add(one, { line, at }) {
      list.push({ one, since: { line, at } });
    },
    pass(now, ms, decide) {
      for (let first = list[next]; first && now - first.since.at > ms; first = list[next]) {
        next += 1;
        decide(first.one, first.since);
      }
      if (next > 1_000 && next * 2 > list.length) {
        list = list.slice(next);
        next = 0;
      }
    },
    clear() {
      list = [];
      next = 0;
    },
  };
}
