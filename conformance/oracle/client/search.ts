/**
 * A depth-first search for an order of events in which the machine does exactly what was seen. It has no clock: a timer of the
 * machine's may run out whenever it runs.
 */
import { followClient, type Mismatch } from './follow.js';
import { clientMoves } from './moves.js';
import { type ClientNode, type ClientProblem, clientKeyOf, earliestUnseen, startOf, type TrailLink } from './node.js';

/** A search that has looked at so many points is given up. */
const MOST_NODES = 3_000;

/** Where a search came no further. */
export interface ClientStop extends Mismatch {
  /** The index of the first thing that is not accounted for; infinity where all are. */
  readonly upTo: number;
  readonly node: ClientNode;
  /** What the history itself brings about says more than that nothing does, and that more than what a client may do. */
  readonly telling: number;
}

const GIVEN = 2;
const STUCK = 1;
const OWN = 0;

function isBetter(one: ClientStop, other: ClientStop | undefined): boolean {
  if (!other || one.upTo !== other.upTo) return !other || one.upTo > other.upTo;
  return one.telling > other.telling || (one.telling === other.telling && !other.wanted && one.wanted !== undefined);
}

/** What a search comes to. */
export type ClientSearch =
  | { readonly kind: 'explained'; readonly trail: readonly TrailLink[]; readonly end: ClientNode; readonly nodes: number }
  | { readonly kind: 'refuted'; readonly stop: ClientStop; readonly nodes: number }
  | { readonly kind: 'gave-up'; readonly nodes: number };

/** Looks for an order of events that explains a life. */
export function searchClient(problem: ClientProblem): ClientSearch {
  const visited = new Set<string>();
  const open: ClientNode[] = [startOf(problem)];
  let stop: ClientStop | undefined;
  let nodes = 0;
  const note = (one: ClientStop): void => {
    if (isBetter(one, stop)) stop = one;
  };
  for (let node = open.pop(); node; node = open.pop()) {
    nodes += 1;
    if (nodes > MOST_NODES) return { kind: 'gave-up', nodes };
    if (isFinished(problem, node)) return { kind: 'explained', trail: trailOf(node), end: node, nodes };
    const key = clientKeyOf(node);
    if (visited.has(key)) continue;
    visited.add(key);
    const upTo = earliestUnseen(problem, node);
    note({ upTo, node, wanted: node.owedTellings[0], found: undefined, telling: STUCK });
    const next: ClientNode[] = [];
    for (const move of clientMoves(problem, node)) {
      const followed = followClient(problem, node, move);
      if (followed.node) next.push(followed.node);
      else {
        const found = followed.mismatch.found?.index ?? upTo;
        note({ ...followed.mismatch, upTo: Math.min(upTo, found), node, telling: move.index < upTo ? GIVEN : OWN });
      }
    }
    open.push(...next.reverse());
  }
  return stop ? { kind: 'refuted', stop, nodes } : { kind: 'gave-up', nodes };
}

/** All that was seen is accounted for; and where nothing more is to come, all that had to show has shown. */
function isFinished(problem: ClientProblem, node: ClientNode): boolean {
  if (!node.client.begun || earliestUnseen(problem, node) < Number.POSITIVE_INFINITY) return false;
  if (node.gone || !problem.life.settled) return true;
  if (node.owedTellings.length > 0) return false;
  if (node.client.left) return true;
  const { line } = node;
  const unread = line === undefined ? 0 : (problem.lines[line]?.said.length ?? 0) - (node.taken[line] ?? 0);
  return node.calls === problem.calls.length && unread === 0;
}

function trailOf(node: ClientNode): TrailLink[] {
  const links: TrailLink[] = [];
  for (let link = node.trail; link; link = link.earlier) links.push(link);
  return links.reverse();
}
