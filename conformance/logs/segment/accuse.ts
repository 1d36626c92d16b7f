/** Judges a segment of a log by the invariants, as far as its log allows. */

import type { ClauseId } from '../../../gen/clauses.js';
import type { Partly } from '../../exchange/clause-extent.js';
import type { LogHead } from '../../exchange/log.js';
import type { LogFinding } from '../../exchange/log-report.js';
import type { Observation } from '../../exchange/observation.js';
import type { Action } from '../../exchange/scenario.js';
import { judge, judgeStreams } from '../../invariants/index.js';
import type { Findings } from '../../invariants/invariant.js';
import type { Violation } from '../../invariants/sheet.js';
import type { LoggedRecord, RoomGroup } from '../rooms/types.js';
import type { Wanted } from '../wanted.js';
import { lackOfCauses, type UnknownCode, unknownCodesIn } from './causes.js';
import type { Segment } from './segment.js';
import { judgeAsTrusted, type Trust } from './trust.js';

/** What a segment is accused of. */
export interface Accusation {
  /** Why each client's stream alone was judged; undefined where everything was. */
  readonly partly: Partly | undefined;
  /** Codes for which only each client's stream could be judged. */
  readonly unknownCodes: readonly UnknownCode[];
  readonly checks: Findings['checks'];
  /** Whether the clock could not be trusted, so that what depends on it was not judged. */
  readonly clockless: boolean;
  /** Whether a connection broke off of which nobody knows when the server must miss it. */
  readonly unmissed: boolean;
  readonly findings: readonly LocatedFinding[];
}

/** A violation, and where it stands in its segment. */
export interface LocatedFinding {
  readonly finding: LogFinding;
  /** The index of the first wrong record; where something is missing at the end, the number of the records or more. */
  readonly index: number;
}

/** What is judged, and how far its clocks can be trusted. */
interface Accusing extends Trust {
  /** The order of its lines is not known. */
  readonly disordered: boolean;
  readonly wanted: Wanted;
}

/** Holds the clauses that are wanted against a segment. */
export function accuse(
  group: RoomGroup,
  segment: Segment,
  head: LogHead,
  { disordered, wanted, ...trust }: Accusing,
): Accusation {
  const { history, records } = segment;
  const partly = lackOf(group, segment) ?? (disordered ? 'disordered' : lackOfCauses(history, head));
  const { violations, checks: held, clockless } = judgeAsTrusted(segment, partly ? judgeStreams : judge, trust);
  const checks = new Map([...held].filter(([clause]) => wanted.clause(clause)));
  const sought = violations.filter(({ clause }) => wanted.clause(clause));
  const shown = head.complete ? sought : sought.filter((violation) => isShown(violation, segment));
  const unknownCodes = partly === 'unexplained' ? unknownCodesIn(records) : [];
  const unmissed = isUnmissed(segment, head);
  return { partly, unknownCodes, checks, clockless, unmissed, findings: findingsOf(group, segment, shown) };
}

/** Whether a connection broke off without heartbeat, and the head does not say how late the server may see that. */
function isUnmissed({ history, records }: Segment, { writer, lossSeenMs }: LogHead): boolean {
  if (writer === 'server' || lossSeenMs > 0) return false;
  const breaks = records.some(({ record }) => record.kind === 'sent' && isBreak(record.action));
  return breaks && history.records.some((record) => record.kind === 'seen' && isWithoutHeartbeat(record.observation));
}

const isBreak = (action: Action): boolean => action.kind === 'cut' && action.how === 'reset';

const isWithoutHeartbeat = (seen: Observation): boolean => seen.kind === 'joined' && seen.heartbeatTimeoutMs === 0;

/** Where lines may be missing, the end of a connection may be: then it was closed, and the log does not say when. */
const isShown = ({ clause, index }: Violation, { records }: Segment): boolean =>
  clause !== 'close.follows' || index < records.length;

/** Why the records of the group are not all there. */
function lackOf(group: RoomGroup, segment: Segment): Partly | undefined {
  if (!segment.whole) {
    const flaws = new Set([...group.objects].flatMap((object) => [...object.flaws]));
    if (flaws.has('unreadable')) return 'unreadable';
    return flaws.has('torn') ? 'torn' : 'before';
  }
  if (group.partly) return group.partly;
  return isDecided(segment) ? undefined : 'undecided';
}

/** Violations that are more records apart than this have different causes, as far as anybody can tell. */
const RELATED_RECORDS = 64;

type LocatedViolation = Violation & { readonly logged: LoggedRecord };

/** Violations close together are one finding. The most telling one names it. */
function findingsOf(group: RoomGroup, { records }: Segment, violations: readonly Violation[]): LocatedFinding[] {
  if (violations.length === 0) return [];
  const located = violations.flatMap((violation): LocatedViolation[] => {
    const logged = records[Math.min(violation.index, records.length - 1)];
    // A synthetic record was never sent.
    return logged && !logged.synthetic && !group.accused.has(logged.line) ? [{ ...violation, logged }] : [];
  });
  for (const { logged } of located) group.accused.add(logged.line);
  const clusters: LocatedViolation[][] = [];
  for (const one of located.toSorted((a, b) => a.index - b.index)) {
    const last = clusters.at(-1);
    if (last && one.index - (last.at(-1)?.index ?? 0) <= RELATED_RECORDS) last.push(one);
    else clusters.push([one]);
  }
  return clusters.map((cluster) => findingOf(group, guiltyFirst(located.filter((one) => cluster.includes(one)))));
}

/** These say that two reasons differ, and not which of them is the wrong one. */
const differing: readonly ClauseId[] = ['reason.first-wins', 'reason.agree'];

/**
 * The judge gives the most telling violation first. Where that is two reasons that differ, and an untrue one was told before, that one is
 * guilty: the later one may be right.
 */
function guiltyFirst(cluster: readonly LocatedViolation[]): readonly LocatedViolation[] {
  const [first] = cluster;
  if (!first || !differing.includes(first.clause)) return cluster;
  const untrue = cluster.filter(({ clause, index }) => clause === 'reason.true' && index < first.index);
  const [guilty] = untrue.toSorted((a, b) => a.index - b.index);
  return guilty ? [guilty, ...cluster.filter((one) => one !== guilty)] : cluster;
}

function findingOf(group: RoomGroup, located: readonly LocatedViolation[]): LocatedFinding {
  const [{ clause, allowed, seen, logged, index }] = located as [LocatedViolation];
  const others = located.map((one) => ({ clause: one.clause, line: one.logged.line }));
  const also = others.filter((one, order) => order > 0 && !(one.clause === clause && one.line === logged.line));
  const finding = { clause, line: logged.line, at: logged.record.at, rooms: [...group.rooms], allowed, seen, also };
  return { finding, index };
}

/** Whether every SwitchRoom has its outcome in the log: where a log stops, the outcome may come later. */
function isDecided({ history, end }: Segment): boolean {
  if (end === 'over') return true;
  const open = new Set<string>();
  for (const record of history.records) {
    if (record.kind === 'sent' && record.action.kind === 'switch') open.add(`${record.seat} ${record.request}`);
    if (record.kind !== 'seen') continue;
    const { observation: seen, seat } = record;
    if ('replyTo' in seen) open.delete(`${seat} ${seen.replyTo}`);
    if (seen.kind === 'roomLeft') for (const one of open) if (one.startsWith(`${seat} `)) open.delete(one);
  }
  return open.size === 0;
}
