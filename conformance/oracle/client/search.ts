/**
 * A depth-first search for an order of events in which the machine does exactly what was seen. It has no clock: a timer of the
 * machine's may run out whenever it runs.
 */
import { followClient } from './follow.js';
import { clientMoves } from './moves.js';
import { type ClientNode, type ClientProblem, clientKeyOf, earliestUnseen, startOf, type TrailLink } from './node.js';
import type { ClientMove, ClientStop } from './way.js';

/** A search that has looked at so many points is given up. */
const MOST_NODES = 3_000;

const GIVEN = 2;
const STUCK = 1;
const OWN = 0;

/** That which accounts for more; of two that account for as much, that which has taken up more, and then the more telling. */
function isBetter(one: ClientStop, other: ClientStop | undefined): boolean {
  if (!other || one.upTo !== other.upTo) return !other || one.upTo > other.upTo;
  const [taken, before] = [takenBy(one), takenBy(other)];
  return taken > before || (taken === before && one.telling > other.telling);
}

/** What the history was about to bring about counts as taken up. */
const takenBy = ({ node: { calls, taken }, telling }: ClientStop): number =>
  taken.reduce((sum, count) => sum + count, calls + (telling === GIVEN ? 1 : 0));

/** What a search comes to. */
export type ClientSearch =
  | {
      readonly kind: 'explained';
      readonly trail: readonly TrailLink[];
      readonly end: ClientNode;
      readonly nodes: number;
    }
  | { readonly kind: 'refuted'; readonly stop: ClientStop; readonly nodes: number }
  | { readonly kind: 'gave-up'; readonly nodes: number };

/** A point on the way that is looked at, and what is still to be tried there. */
interface Frame {
  readonly node: ClientNode;
  readonly upTo: number;
  readonly moves: Iterator<ClientMove>;
}

/** Looks for an order of events that explains a life. */
export function searchClient(problem: ClientProblem): ClientSearch {
  const frames: Frame[] = [];
  /** The keys of points that need not be looked at again. On the straight way there is nothing to compare. */
  const visited = new Set<string>();
  let isStraight = true;
  let nodes = 0;
  let stop: ClientStop | undefined;

  const note = (one: ClientStop): void => {
    if (isBetter(one, stop)) stop = one;
  };

  function enter(node: ClientNode): void {
    nodes += 1;
    const upTo = earliestUnseen(problem, node);
    note({ upTo, node, wanted: node.owedTellings[0], found: undefined, telling: STUCK });
    frames.push({ node, upTo, moves: clientMoves(problem, node, upTo) });
  }

  /** Only what a client does of itself can go round in circles. */
  function isKnown(node: ClientNode, isGiven: boolean): boolean {
    if (isStraight && isGiven) return false;
    const key = clientKeyOf(node);
    if (visited.has(key)) return true;
    visited.add(key);
    return false;
  }

  /** Tries a move; the point behind it, where that explains everything. */
  function tryMove({ node: before, upTo }: Frame, move: ClientMove): ClientNode | undefined {
    const { node, mismatch } = followClient(problem, before, move);
    const isGiven = move.index < upTo;
    if (mismatch) {
      const found = Math.min(upTo, mismatch.found?.index ?? upTo);
      note({ ...mismatch, upTo: found, node: before, telling: isGiven ? GIVEN : OWN });
    } else if (!isKnown(node, isGiven)) {
      if (isFinished(problem, node)) return node;
      enter(node);
    }
    return undefined;
  }

  enter(startOf(problem));
  for (let frame = frames.at(-1); frame && nodes <= MOST_NODES; frame = frames.at(-1)) {
    const { value: move, done } = frame.moves.next();
    if (done) {
      frames.pop();
      isStraight = false;
      continue;
    }
    const end = tryMove(frame, move);
    if (end) return { kind: 'explained', trail: trailOf(end), end, nodes };
  }
  return nodes > MOST_NODES || !stop ? { kind: 'gave-up', nodes } : { kind: 'refuted', stop, nodes };
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
