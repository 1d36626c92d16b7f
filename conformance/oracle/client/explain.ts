/** Is there any order of events in which a client that follows the spec would have done exactly this? */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/history.js';
import { clauseBehind, foundAt } from './blame.js';
import { type ClientLife, clientLives } from './lives.js';
import { type ClientNode, type ClientProblem, problemOf, type TrailLink } from './node.js';
import { type ClientStop, searchClient } from './search.js';
import { sayClientStop } from './words.js';

/** A life that is explained: what happened to the machine, in order, and how far it took things up. */
export interface ExplainedLife {
  readonly problem: ClientProblem;
  readonly trail: readonly TrailLink[];
  readonly end: ClientNode;
}

/** What the oracle says of a history of a client. */
export type ClientExplanation =
  | { readonly kind: 'explained'; readonly lives: readonly ExplainedLife[]; readonly nodes: number }
  | {
      readonly kind: 'refuted';
      /** Undefined where no clause can be named: that accuses nobody. */
      readonly clause: ClauseId | undefined;
      /** The index in the history of the first record without an explanation; its length where something is missing. */
      readonly at: number;
      readonly allowed: string;
      readonly seen: string;
      /** It is about what the application is told: there a client has no choice that the oracle does not know. */
      readonly aboutTelling: boolean;
      /** Nothing wrong is there; something is not there (yet). */
      readonly missing: boolean;
      readonly nodes: number;
    }
  | { readonly kind: 'gave-up'; readonly nodes: number };

/** Looks for an order of events in which a client that follows the spec would have done exactly this. */
export function explainClient(history: History): ClientExplanation {
  const lives = clientLives(history);
  if (!lives) return { kind: 'gave-up', nodes: 0 };
  const explained: ExplainedLife[] = [];
  let nodes = 0;
  let gaveUp = false;
  for (const life of lives) {
    const problem = problemOf(life);
    const found = searchClient(problem);
    nodes += found.nodes;
    if (found.kind === 'refuted') return refuted(life, problem, found.stop, nodes);
    if (found.kind === 'gave-up') gaveUp = true;
    else explained.push({ problem, trail: found.trail, end: found.end });
  }
  return gaveUp ? { kind: 'gave-up', nodes } : { kind: 'explained', lives: explained, nodes };
}

function refuted(life: ClientLife, problem: ClientProblem, stop: ClientStop, nodes: number): ClientExplanation {
  const index = stop.found?.index ?? stop.upTo;
  const missing = !Number.isFinite(index);
  const at = missing ? life.end : index;
  const found = stop.found ?? foundAt(problem, stop.upTo);
  const aboutTelling = found ? 'told' in found : true;
  const words = sayClientStop(problem, stop);
  return { kind: 'refuted', clause: clauseBehind(problem, stop), at, ...words, aboutTelling, missing, nodes };
}
