/**
 * A depth-first search for an order of events in which the machine does exactly what was seen. It has no clock: a timer of the
 * machine's may run out whenever it runs.
 */
import { followClient, type Mismatch } from './follow.js';
import { type ClientMove, clientMoves } from './moves.js';
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

/** Looks for an order of events that explains a life. */
export function searchClient(problem: ClientProblem): ClientSearch {
  const search = new Search(problem);
  const end = search.run();
  const { nodes, stop } = search;
  if (end) return { kind: 'explained', trail: trailOf(end), end, nodes };
  return nodes > MOST_NODES || !stop ? { kind: 'gave-up', nodes } : { kind: 'refuted', stop, nodes };
}

/** A point on the way that is looked at, and what is still to be tried there. */
interface Frame {
  readonly node: ClientNode;
  readonly upTo: number;
  readonly moves: Iterator<ClientMove>;
}

class Search {
  nodes = 0;
  stop: ClientStop | undefined;
  readonly #frames: Frame[] = [];
  /** The keys of points that need not be looked at again. On the straight way there is nothing to compare. */
  readonly #visited = new Set<string>();
  #isStraight = true;

  constructor(private readonly problem: ClientProblem) {}

  /** The point where all is accounted for; undefined where there is none, or it was given up. */
  run(): ClientNode | undefined {
    this.#enter(startOf(this.problem));
    for (let frame = this.#frames.at(-1); frame; frame = this.#frames.at(-1)) {
      if (this.nodes > MOST_NODES) return undefined;
      const { value: move, done } = frame.moves.next();
      if (done) {
        this.#frames.pop();
        this.#isStraight = false;
        continue;
      }
      const { node, mismatch } = followClient(this.problem, frame.node, move);
      const isGiven = move.index < frame.upTo;
      if (mismatch) {
        const upTo = Math.min(frame.upTo, mismatch.found?.index ?? frame.upTo);
        this.#note({ ...mismatch, upTo, node: frame.node, telling: isGiven ? GIVEN : OWN });
      } else if (!this.#isKnown(node, isGiven)) {
        if (isFinished(this.problem, node)) return node;
        this.#enter(node);
      }
    }
    return undefined;
  }

  #enter(node: ClientNode): void {
    this.nodes += 1;
    const upTo = earliestUnseen(this.problem, node);
    this.#note({ upTo, node, wanted: node.owedTellings[0], found: undefined, telling: STUCK });
    this.#frames.push({ node, upTo, moves: clientMoves(this.problem, node, upTo) });
  }

  /** Only what a client does of itself can go round in circles. */
  #isKnown(node: ClientNode, isGiven: boolean): boolean {
    if (this.#isStraight && isGiven) return false;
    const key = clientKeyOf(node);
    if (this.#visited.has(key)) return true;
    this.#visited.add(key);
    return false;
  }

  #note(one: ClientStop): void {
    if (isBetter(one, this.stop)) this.stop = one;
  }
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
