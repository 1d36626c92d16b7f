/** What comes of an event: the machine's next state, and how much more of what was seen is accounted for. */
import { defaultClientConfig } from '../../../spec/machine/client/config.js';
import type { CallOutcome, ClientEffect, ClientStep } from '../../../spec/machine/client/effects.js';
import type { ClientState } from '../../../spec/machine/client/state.js';
import { stepClient } from '../../../spec/machine/client/step.js';
import type { CallEndAt, HeardMessageAt, TellingAt } from './lives.js';
import type { ClientMove } from './moves.js';
import type { ClientNode, ClientProblem } from './node.js';
import { isBinding, isMessage, isTelling, mayEnd, type OwedMessage, type OwedTelling } from './owed.js';

/** What was seen is not what the machine does. */
export interface Mismatch {
  /** What the machine does; undefined where it does nothing more. */
  readonly wanted: OwedMessage | OwedTelling | CallOutcome | undefined;
  /** What was seen instead; undefined where nothing was. */
  readonly found: HeardMessageAt | TellingAt | CallEndAt | undefined;
}

/** The point behind an event, or what contradicts it. */
export type Followed =
  | { readonly node: ClientNode; readonly mismatch: undefined }
  | { readonly node: undefined; readonly mismatch: Mismatch };

/** Acks are sent when a client likes: that the machine sends one unasked tells nothing. */
const config = { ...defaultClientConfig, ackEvery: Number.POSITIVE_INFINITY };

/** Lets something happen at a point. */
export function followClient(problem: ClientProblem, before: ClientNode, move: ClientMove): Followed {
  const { changes, uncounted = false, fails, event } = move;
  const [client, effects] = stepFor(before.client, move);
  const trail = { before: before.client, event, uncounted, earlier: before.trail };
  const outcomes = fails === undefined ? before.outcomes : { ...before.outcomes, [fails]: { kind: 'left' } as const };
  return account(problem, { ...before, ...changes, client, trail, outcomes }, effects);
}

function stepFor(before: ClientState, { event, isNothing, asIfStaying }: ClientMove): ClientStep {
  if (isNothing) return [before, []];
  if (!asIfStaying) return stepClient(config, before, event);
  const [after, effects] = stepClient(config, { ...before, leaving: false }, event);
  return [{ ...after, leaving: before.leaving }, effects];
}

/** Adds what the machine has done to what is owed, and accounts for what was seen of it. */
function account(problem: ClientProblem, node: ClientNode, effects: readonly ClientEffect[]): Followed {
  const owedMessages = [...node.owedMessages];
  const owedTellings = [...node.owedTellings];
  const outcomes = { ...node.outcomes };
  for (const effect of effects) {
    if (effect.kind === 'send' && node.line !== undefined && effect.saying.kind !== 'ack')
      owedMessages[node.line] = [...(owedMessages[node.line] ?? []), effect];
    if (effect.kind === 'tell' && isBinding(effect.told.event)) owedTellings.push(effect);
    if (effect.kind === 'settle') outcomes[effect.call] = effect.outcome;
  }
  const contradicted = contradiction(problem, outcomes);
  if (contradicted) return { node: undefined, mismatch: contradicted };
  return seen(problem, { ...node, owedMessages, owedTellings, outcomes });
}

/** A call that has ended otherwise. */
function contradiction({ ends, calls }: ClientProblem, outcomes: ClientNode['outcomes']): Mismatch | undefined {
  for (const found of ends) {
    const wanted = outcomes[found.call];
    const call = calls.find((one) => one.call === found.call);
    if (wanted && !mayEnd(wanted, found, call)) return { wanted, found };
  }
  return undefined;
}

/** Accounts for what is owed and was seen next, on each line and by the application. */
function seen(problem: ClientProblem, node: ClientNode): Followed {
  const owedTellings = [...node.owedTellings];
  let { told, sent } = node;
  for (let next = problem.told[told]; next && owedTellings[0]; next = problem.told[told]) {
    if (!isTelling(owedTellings[0], next))
      return { node: undefined, mismatch: { wanted: owedTellings[0], found: next } };
    owedTellings.shift();
    told += 1;
  }
  const heard = [...node.heard];
  const owedMessages = [...node.owedMessages];
  for (const [place, line] of problem.lines.entries()) {
    const queue = [...(owedMessages[place] ?? [])];
    for (;;) {
      const next = line.heard[heard[place] ?? 0];
      const [wanted] = queue;
      if (!next) break;
      if (wanted && isMessage(wanted, next)) queue.shift();
      else if (!isSentAgain(next, place, node, sent)) {
        if (wanted) return { node: undefined, mismatch: { wanted, found: next } };
        break;
      }
      heard[place] = (heard[place] ?? 0) + 1;
      sent = Math.max(sent, next.heard.request);
    }
    owedMessages[place] = queue;
  }
  return { node: { ...node, told, owedTellings, heard, owedMessages, sent }, mismatch: undefined };
}

/** What was taken up may be sent again on a later connection: it does no harm. Clause `client.sends-again`. */
const isSentAgain = ({ heard }: HeardMessageAt, place: number, node: ClientNode, sent: number): boolean =>
  heard.request > 0 && heard.request <= sent && node.line === place && node.client.connection?.phase === 'bound';
