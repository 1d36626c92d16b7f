/** Holds a group of rooms against the invariants, as far as its log allows. */
import type { Code, History, LogFinding, LogHead, Observation, Partly } from '../../exchange/index.js';
import { type Findings, judge, judgeStreams, type Violation } from '../../invariants/index.js';
import type { Timing } from '../clock/timing.js';
import type { Places } from '../read/line-numbers.js';
import type { Group } from '../rooms/group.js';
import type { Entry } from '../rooms/types.js';
import type { Piece } from './segment.js';
import { trusted } from './trust.js';

export interface Accusation {
  /** Why each client's stream alone was judged; nothing where everything was. */
  readonly partly: Partly | undefined;
  readonly checks: Findings['checks'];
  readonly findings: readonly LogFinding[];
}

/** `disordered`: it is not known in which order its lines come. */
export function accuse(
  group: Group,
  piece: Piece,
  head: LogHead,
  { timing, places, disordered }: { timing: Timing; places: Places; disordered: boolean },
): Accusation {
  const { history } = piece;
  const partly = lackOf(group, piece) ?? (disordered ? 'disordered' : missing(history, head));
  const { violations, checks } = trusted(piece, partly ? judgeStreams : judge, timing, places);
  const shown = head.complete ? violations : violations.filter((violation) => isShown(violation, piece));
  return { partly, checks, findings: findingsOf(group, piece, shown) };
}

/** Where something may be missing, that may be the last line of a connection: then it was closed, and nobody says when. */
const isShown = ({ clause, index }: Violation, { entries }: Piece): boolean =>
  clause !== 'close.follows' || index < entries.length;

function lackOf(group: Group, piece: Piece): Partly | undefined {
  if (!piece.whole) {
    const objects = [...group.objects];
    if (objects.some(({ unreadable }) => unreadable)) return 'unreadable';
    return objects.some(({ torn }) => torn) ? 'torn' : 'before';
  }
  if (group.partly) return group.partly;
  return decided(piece) ? undefined : 'undecided';
}

/** What is broken so many records apart has other causes, as far as anybody can tell. */
const APART = 64;

type Placed = Violation & { readonly entry: Entry };

/** What is broken close together is one finding, named by the most telling of it. */
function findingsOf(group: Group, { entries }: Piece, violations: readonly Violation[]): LogFinding[] {
  if (violations.length === 0) return [];
  const placed = violations.flatMap((violation): Placed[] => {
    const entry = entries[Math.min(violation.index, entries.length - 1)];
    // What stands for the past is nobody's word.
    return entry && !entry.made && !group.accused.has(entry.line) ? [{ ...violation, entry }] : [];
  });
  for (const { entry } of placed) group.accused.add(entry.line);
  const clusters: Placed[][] = [];
  for (const one of placed.toSorted((a, b) => a.index - b.index)) {
    const last = clusters.at(-1);
    if (last && one.index - (last.at(-1)?.index ?? 0) <= APART) last.push(one);
    else clusters.push([one]);
  }
  return clusters.map((cluster) =>
    findingOf(
      group,
      placed.filter((one) => cluster.includes(one)),
    ),
  );
}

/** The first one is the most telling. */
function findingOf(group: Group, placed: readonly Placed[]): LogFinding {
  const [{ clause, allowed, seen, entry }] = placed as [Placed];
  const others = placed.map((one) => ({ clause: one.clause, line: one.entry.line }));
  const also = others.filter((one, index) => index > 0 && !(one.clause === clause && one.line === entry.line));
  return { clause, line: entry.line, at: entry.record.at, rooms: [...group.rooms], allowed, seen, also };
}

/** Whether it is known what became of everybody who wanted to switch: where a log stops, it may just not be shown yet. */
function decided({ history, end }: Piece): boolean {
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

/** By what a history may lack somebody who was in it, or something that ended somebody's stay. */
function missing(history: History, { complete }: LogHead): Partly | undefined {
  const known = new Set<string>();
  const mentioned = new Set<string>();
  const told = new Set<Code>();
  for (const record of history.records) if (record.kind === 'seen') mention(record.observation, known, mentioned, told);
  if ([...told].some((code) => !explained.has(code))) return 'unexplained';
  if (complete) return undefined;
  if ([...mentioned].some((id) => !known.has(id))) return 'mentioned';
  if ([...told].some((code) => ofCalls.has(code))) return 'called';
  if (told.has(1002) && !does(history, ['remove'])) return 'removed';
  if (told.has(1011) && !cameTwice(history)) return 'replaced';
  return goesElsewhere(history);
}

/** Whether one participant came in by several Joins: one of these may have replaced another. */
const cameTwice = ({ scenario: { seats } }: History): boolean =>
  new Set(seats.map(({ participant }) => participant)).size < seats.length;

/** Somebody may be there, or go on, on a connection that is not in the log. */
function goesElsewhere(history: History): Partly | undefined {
  const { records, profile } = history;
  const refused = records.some(
    ({ kind, ...rest }) => kind === 'seen' && 'observation' in rest && isRefusedJoin(rest.observation),
  );
  if (refused) return 'refused';
  return profile.resumeWindowMs > 0 && lost(history) ? 'resumable' : undefined;
}

const isRefusedJoin = (seen: Observation): boolean => seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0;

const lost = (history: History): boolean =>
  does(history, ['cut', 'close', 'repeat', 'resume']) ||
  history.records.some((record) => record.kind === 'seen' && isTakenOver(record.observation));

const isTakenOver = (seen: Observation): boolean => seen.kind === 'closed' && seen.code === 4200;

const does = ({ records }: History, kinds: readonly string[]): boolean =>
  records.some((record) => record.kind === 'sent' && kinds.includes(record.action.kind));

function mention(seen: Observation, known: Set<string>, mentioned: Set<string>, told: Set<Code>): void {
  if (seen.kind === 'joined') {
    known.add(seen.participation);
    for (const { participation } of seen.roster) mentioned.add(participation);
  }
  if (seen.kind === 'participantJoined') mentioned.add(seen.member.participation);
  if (seen.kind === 'participantLeft') mentioned.add(seen.participation);
  if ('reason' in seen) for (const code of seen.reason) told.add(code);
}

/** Reasons that have a cause in the log, or that no server may send. What else a server may send it alone knows the cause of. */
const explained: ReadonlySet<Code> = new Set<Code>([
  'absent',
  0,
  1001,
  1002,
  1003,
  1004,
  1005,
  1006,
  1008,
  1009,
  1010,
  1011,
  1101,
  1102,
  1103,
  1104,
]);
const ofCalls: ReadonlySet<Code> = new Set<Code>([1004, 1006, 1009, 1010]);
