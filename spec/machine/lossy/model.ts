/** One client, the machine, and between them connections that keep the order and may be lost at any moment. Searched breadth first. */
import { movesOf } from './moves.js';
import { accompanied, type LossySetting, type LossyState, start } from './state.js';
import { wrongAlways, wrongAtRest } from './wrong.js';

export type { LossySetting } from './state.js';

export interface Found {
  readonly states: number;
  /** The shortest way to what is wrong. */
  readonly violation?: { readonly what: string; readonly trace: readonly string[] };
}

interface Node {
  readonly state: LossyState;
  readonly what: string;
  readonly from: Node | undefined;
}

export function search(setting: LossySetting): Found {
  const first = setting.company ? accompanied : start;
  const seen = new Set([JSON.stringify(first)]);
  const queue: Node[] = [{ state: first, what: '', from: undefined }];
  // The queue grows while it is walked through: that is what makes the search breadth first.
  for (const node of queue) {
    const moves = movesOf(setting, node.state);
    const atRest = moves.every(({ optional }) => optional);
    const wrong = wrongAlways(node.state) ?? (atRest ? wrongAtRest(node.state) : undefined);
    if (wrong) return { states: seen.size, violation: { what: wrong, trace: traceOf(node) } };
    for (const { what, next } of moves) {
      const key = JSON.stringify(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state: next, what, from: node });
    }
  }
  return { states: seen.size };
}

function traceOf(node: Node): string[] {
  const trace: string[] = [];
  for (let one: Node | undefined = node; one?.from; one = one.from) trace.unshift(one.what);
  return trace;
}
