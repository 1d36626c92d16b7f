/** Is there any order of events in which a server that follows the spec would have shown exactly this? */
import type { ClauseId } from '../../gen/clauses.js';
import type { Config } from '../../spec/machine/config.js';
import type { FullTriple } from '../../spec/machine/explore/full/names.js';
import type { Effect } from '../../spec/machine/messages.js';
import { describeObservation } from '../exchange/describe.js';
import { type ComparedObservation, describeApart } from '../exchange/describe-apart.js';
import type { History } from '../exchange/history.js';
import type { Candidates } from '../exchange/words.js';
import { metOn } from './coverage.js';
import { shows } from './match.js';
import { machineConfigOf, problemsOf } from './problems.js';
import { searchOrder } from './search.js';
import type { SearchResult, SearchStop, SeenEffect } from './search-result.js';
import { ShownIds as Ids } from './shown-ids.js';

/** What the oracle says of a history. */
export type Explanation =
  | {
      readonly kind: 'explained';
      /** For each clause, how many effects were seen as it wants them. */
      readonly checks: ReadonlyMap<ClauseId, number>;
      /** Departures that were seen with more than one code: they may have been right. */
      readonly merged: readonly Merged[];
      /** The triples of the machine that the explanation has met. */
      readonly met: readonly FullTriple[];
      readonly nodes: number;
    }
  | {
      readonly kind: 'refuted';
      readonly clause: ClauseId;
      /**
       * The index in the history of the first record that has no explanation; its length where something is missing.
       */
      readonly at: number;
      readonly allowed: string;
      readonly seen: string;
      /** Nothing wrong is there; something is not there (yet). */
      readonly missing: boolean;
      readonly nodes: number;
    }
  | { readonly kind: 'gave-up'; readonly nodes: number };

/** A reason that the system does not tell apart from others, and the clauses of what bore it. */
export interface Merged {
  readonly clauses: readonly ClauseId[];
  readonly reason: Candidates;
}

/** Looks for an order of events in which a server that follows the spec would have shown exactly this. */
export function explain(whole: History): Explanation {
  const history = withoutKeptSessions(whole);
  const shown = new Ids(history);
  const twice = sessionInTwoRooms(history, shown);
  if (twice !== undefined) return twice;
  const config = machineConfigOf(history);
  const explanation = explainAs(config, history, shown);
  if (explanation.kind !== 'refuted' || !repeatsJoins(history)) return explanation;
  // A Joined that has been acknowledged may be forgotten, and need not be: only a repeated Join shows which.
  const otherwise = explainAs({ ...config, keepsAcknowledged: true }, history, shown);
  return otherwise.kind === 'refuted' ? explanation : otherwise;
}

/**
 * A system that declares to break `session.fresh` keeps a session beyond its last participation, where the machine opens another one.
 * Its sessions are not compared then: who shares one with whom is left to the invariants.
 */
export function withoutKeptSessions(history: History): History {
  if (!history.profile.deviations.some(({ clause }) => clause === 'session.fresh')) return history;
  const records = history.records.map((record) =>
    record.kind === 'seen' && record.observation.kind === 'joined'
      ? { ...record, observation: { ...record.observation, session: '' } }
      : record,
  );
  return { ...history, records };
}

const repeatsJoins = ({ records }: History): boolean =>
  records.some((record) => record.kind === 'sent' && record.action.kind === 'repeat');

function explainAs(config: Config, history: History, shown: Ids): Explanation {
  const checks = new Map<ClauseId, number>();
  const merged: Merged[] = [];
  const met: FullTriple[] = [];
  let nodes = 0;
  let gaveUp = false;
  for (const problem of problemsOf(history, shown)) {
    const found = searchOrder(config, problem, history.profile);
    nodes += found.nodes;
    if (found.kind === 'refuted') return refuted(history, found, nodes);
    if (found.kind === 'gave-up') gaveUp = true;
    else {
      count(checks, found.effects);
      merged.push(...mergedIn(found.effects));
      met.push(...metOn(found.trail));
    }
  }
  return gaveUp ? { kind: 'gave-up', nodes } : { kind: 'explained', checks, merged, met, nodes };
}

/** Rooms are searched apart from each other, so an id that two of them share must be looked for here. */
export function sessionInTwoRooms(history: History, shown: Ids): Explanation | undefined {
  const rooms = new Map<string, string>();
  for (const [index, record] of history.records.entries()) {
    if (record.kind !== 'seen' || record.observation.kind !== 'joined') continue;
    const { observation } = record;
    const { session } = observation;
    if (session === '') continue;
    const room = shown.roomOf({ ...record, observation }, index);
    const other = rooms.get(session) ?? room;
    rooms.set(session, room);
    if (other === room) continue;
    const seen = `session ${session}, which is of room ${other}`;
    const allowed = `a session of room ${room} alone`;
    return { kind: 'refuted', clause: 'session.fresh', at: index, allowed, seen, missing: false, nodes: 0 };
  }
  return undefined;
}

const mergedIn = (effects: readonly SeenEffect[]): Merged[] =>
  effects.flatMap(({ effect: { clauses }, reason }) => (reason && reason.length > 1 ? [{ clauses, reason }] : []));

function count(checks: Map<ClauseId, number>, effects: readonly SeenEffect[]): void {
  for (const { effect } of effects)
    for (const clause of effect.clauses) checks.set(clause, (checks.get(clause) ?? 0) + 1);
}

function refuted(history: History, { stop }: SearchResult & { kind: 'refuted' }, nodes: number): Explanation {
  const at = stop.found ?? history.records.length;
  return {
    kind: 'refuted',
    clause: blame(stop),
    at,
    ...sayStop(history, stop),
    missing: stop.found === undefined,
    nodes,
  };
}

/**
 * The clause of an effect that never shows, or that shows altered; what comes before an effect that does show is called
 * for by nothing.
 */
function blame({ wanted, found, connection, clause, deviation }: SearchStop): ClauseId {
  if (deviation ?? clause) return deviation ?? clause ?? 'history.nothing-else';
  if (!wanted) return 'history.nothing-else';
  const comesLater = connection.log.some(
    ({ index, observation }) => index > (found ?? index) && shows(wanted, observation),
  );
  return comesLater ? 'history.nothing-else' : wanted.clauses[0];
}

/** All that a machine's message and an observation can differ in. */
const detail = { replyTo: true, lastRequest: true };

/** The two lines for the place where the search stopped: every field in which they differ shows. */
export function sayStop(history: History, stop: SearchStop): { allowed: string; seen: string } {
  const { wanted, found, connection } = stop;
  const record = found === undefined ? undefined : history.records[found];
  const shown = record?.kind === 'seen' ? record.observation : undefined;
  const due = wanted && describedOf(wanted, stop.clause === 'sequence.dense');
  const [allowed, seen] =
    due && shown
      ? describeApart(due, shown)
      : [due && describeObservation(due, detail), shown && describeObservation(shown, detail)];
  const { seat } = connection;
  return {
    allowed: allowed === undefined ? `nothing more for ${seat}` : `${allowed} to ${seat}`,
    seen: seen ?? 'nothing',
  };
}

/** Where the order is free the machine numbers otherwise, so that a number is said only where it is what is wrong. */
function describedOf(effect: Effect, isNumbered: boolean): ComparedObservation {
  if (effect.kind === 'close') return { kind: 'closed', code: effect.code };
  const { message } = effect;
  const sequence = isNumbered ? { sequence: effect.sequence } : {};
  if (message.kind !== 'participantLeft' && message.kind !== 'roomLeft') return { ...message, ...sequence };
  return { ...message, ...sequence, reason: [message.reason ?? 'absent'] };
}
