/** What may happen next at one point of a search. */
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import { oracleFreedoms, ownMoves } from './freedoms.js';
import { breaksOff, endOf, eventOfCall, eventOfSaid, failureOf } from './inputs.js';
import type { LineHistory } from './lives.js';
import { type ClientNode, type ClientProblem, nextHeard } from './node.js';

/** An event that may come next, and what is noted with it. */
export interface ClientMove {
  readonly event: ClientEvent;
  readonly changes: Partial<ClientNode>;
  /** The place in the history of what brings it about; what happens of itself has none. */
  readonly index: number;
  /** Nothing happens to the machine. */
  readonly isNothing?: true;
  /** It is taken up as if nobody had called leave(). */
  readonly asIfStaying?: true;
  /** It stands for what a client does of itself, and not for what it says. */
  readonly uncounted?: true;
  /** The call that fails because it is not taken up. */
  readonly fails?: number;
}

/**
 * What may happen next, the likeliest first. Nothing is taken up before all is accounted for that was seen before it: that is
 * at `until`.
 */
export function* clientMoves(problem: ClientProblem, node: ClientNode, until: number): Generator<ClientMove> {
  if (!node.client.begun) {
    yield { event: { type: 'join', joinId: problem.joinId }, changes: {}, index: 0 };
    return;
  }
  const given = [...onLine(problem, node), ...opening(problem, node), ...calling(problem, node)]
    .filter(({ index }) => index < until)
    .sort((a, b) => a.index - b.index);
  yield* given;
  for (const move of given) yield* otherwise(move, node);
  for (const event of ownMoves(node.client, comesBack(problem, node)))
    yield { event, changes: {}, index: until, ...(event.type !== 'timer' && { uncounted: true }) };
}

/** Another connection is resumed over. */
const comesBack = ({ lines }: ClientProblem, { used }: ClientNode): boolean =>
  lines.some(({ heard }, place) => !used[place] && heard[0]?.heard.message === 'resume');

/** The same, as the text allows it too. */
function otherwise(move: ClientMove, { client }: ClientNode): ClientMove[] {
  return oracleFreedoms.flatMap(({ instead }): ClientMove[] => {
    const event = instead(move.event, client);
    if (event === undefined) return [];
    if (event === 'as if staying') return [{ ...move, asIfStaying: true }];
    if (event !== 'nothing') return [{ ...move, event }];
    return [{ ...move, isNothing: true, ...(move.event.type === 'ask' && { fails: move.event.call }) }];
  });
}

const replaced = <T>(list: readonly T[], place: number, value: T): readonly T[] =>
  list.map((one, other) => (other === place ? value : one));

/** What has come over the newest connection, and its end. */
function onLine({ lines }: ClientProblem, node: ClientNode): ClientMove[] {
  const { client, line: place, taken } = node;
  const { connection } = client;
  const line = place === undefined ? undefined : lines[place];
  if (!line || place === undefined || !connection || connection.phase === 'opening') return [];
  const at = taken[place] ?? 0;
  const next = line.said[at];
  const moves: ClientMove[] = [];
  if (next) {
    const event = eventOfSaid(connection.id, next.said);
    moves.push({ event, changes: { taken: replaced(taken, place, at + 1) }, index: next.index });
  }
  const isClosing = connection.phase === 'closing';
  if (!next || breaksOff(line) || isClosing) moves.push(...endings(line, connection.id, isClosing));
  return moves;
}

/** The end of a line: as it was seen, or by a close frame that was on its way. What a client closes itself tells it nothing. */
function endings(line: LineHistory, id: number, isClosing: boolean): ClientMove[] {
  const event = endOf(line, id);
  const seen = event && line.closed && (line.closed.by === 'server' || isClosing);
  const frames = line.closeFrames.map(
    ({ code, index }): ClientMove => ({ event: { type: 'closed', connection: id, code }, changes: {}, index }),
  );
  return seen ? [{ event, changes: {}, index: line.closed?.index ?? 0 }, ...frames] : frames;
}

/** What may become of an attempt: first the one over which the next message was heard. */
function opening(problem: ClientProblem, node: ClientNode): ClientMove[] {
  const { lines } = problem;
  const { client, used, line } = node;
  if (client.connection?.phase !== 'opening') return [];
  const { id } = client.connection;
  const free = [...lines.keys()].filter((place) => !used[place]);
  const firstHeard = (place: number): number => lines[place]?.heard[0]?.index ?? Number.POSITIVE_INFINITY;
  const [spoken] = free
    .filter((place) => firstHeard(place) < Number.POSITIVE_INFINITY)
    .sort((a, b) => firstHeard(a) - firstHeard(b));
  const silent = free.find((place) => isSilent(lines[place]));
  const failing = free.find((place) => lines[place] && failureOf(lines[place], id) !== undefined);
  const open = (place: number | undefined, event: ClientEvent | undefined, now: number | undefined): ClientMove[] =>
    place === undefined || !event
      ? []
      : [{ event, changes: { used: replaced(used, place, true), line: now }, index: lines[place]?.asked.index ?? 0 }];
  const opened: ClientEvent = { type: 'opened', connection: id };
  const failed = failing === undefined ? undefined : failureOf(lines[failing] as LineHistory, id);
  // What was refused for now may be asked again over the same connection.
  const next = line === undefined ? undefined : nextHeard(problem, node, line)?.heard.message;
  const again = next === 'join' || next === 'resume' ? line : undefined;
  return [
    ...open(again, opened, again),
    ...open(failing, failed, line),
    ...open(spoken, opened, spoken),
    ...open(silent, opened, silent),
    ...open(silent, { type: 'failed', connection: id }, line),
  ];
}

/** It was open, and its server closed it before anything was heard. */
const isSilent = (line: LineHistory | undefined): boolean =>
  line !== undefined &&
  line.heard.length === 0 &&
  (line.asked.answer === 'lawfully' || line.asked.answer === 'close') &&
  (line.closed?.by === 'server' || line.closeFrames.length > 0);

function calling({ calls }: ClientProblem, node: ClientNode): ClientMove[] {
  const call = calls[node.calls];
  const event = call && eventOfCall(call);
  if (!call) return [];
  const changes = { calls: node.calls + 1, gone: node.gone || call.action.kind === 'unload' };
  // What is none of the machine's is passed over.
  if (!event) return [{ event: { type: 'dispose' }, changes, index: call.since, isNothing: true, uncounted: true }];
  return [{ event, changes, index: call.since }];
}
