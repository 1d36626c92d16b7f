/**
 * Somebody is shown to the others, and has no lines in the log. If the log lacks nothing, the server has made
 * somebody up. But if everybody is shown the same participation, the log lacks a connection: of another node, for
 * example.
 */
import type { Observation } from '../../exchange/observation.js';
import type { LineNumbers } from '../read/line-numbers.js';
import { capitalized } from '../rooms/connection-names.js';
import type { LoggedRecord, LoggedRoomObject } from '../rooms/types.js';
import type { Segment } from './segment.js';

/** A participation that was shown, and has no lines. */
export interface ParticipationWithoutLines {
  readonly participant: string;
  readonly participation: string;
  /** The line that mentions it first. */
  readonly line: number;
}

interface Mentions {
  readonly shown: ParticipationWithoutLines;
  /** The record that mentions it first, as an index. */
  readonly index: number;
  readonly session: string;
  /** The room objects that were shown it. */
  readonly by: Set<LoggedRoomObject>;
  /** The record that first tells of its departure, as an index. */
  left: number;
  /** Whether all that was shown of it fits together. */
  consistent: boolean;
}

/** A room object in a session, from one record to another; both are indexes. */
interface SessionObserver {
  readonly object: LoggedRoomObject;
  readonly session: string;
  readonly from: number;
  /** Its requests, with the records in which they were sent and answered, as indexes. */
  readonly asked: { readonly sent: number; readonly answered: number }[];
  to: number;
}

/** What is said of it: why the log is not complete, and what to do. */
export const withoutLinesWords = (
  { line, participant, participation }: ParticipationWithoutLines,
  numbers: LineNumbers,
): string =>
  `${capitalized(numbers.name(line))}: participant "${participant}" is there as "${participation}", whose own connection is not in the log. Where it is in the log of another node, give both: \`adjourn judge FILE FILE\` merges them by time; otherwise leave \`complete\` out.`;

/** The first participation whose connection is missing in the log, as far as the log shows. */
export function participationWithoutLines(segment: Segment): ParticipationWithoutLines | undefined {
  const own = new Set<string>();
  for (const { record } of segment.records)
    if (record.kind === 'seen' && record.observation.kind === 'joined') own.add(record.observation.participation);
  return isAnyStrange(segment, own) ? search(segment, own) : undefined;
}

/** Nearly always there is none: then nothing else need be searched. */
const isAnyStrange = ({ records }: Segment, own: ReadonlySet<string>): boolean =>
  records.some(({ record }) => {
    if (record.kind !== 'seen') return false;
    const { observation: seen } = record;
    if (seen.kind === 'joined') return seen.roster.some(({ participation }) => !own.has(participation));
    if (seen.kind === 'participantJoined') return !own.has(seen.member.participation);
    return seen.kind === 'participantLeft' && !own.has(seen.participation);
  });

function search(segment: Segment, own: ReadonlySet<string>): ParticipationWithoutLines | undefined {
  const connected: Connected = new Map();
  const mentions = new Map<string, Mentions>();
  const observers: SessionObserver[] = [];
  const inside = new Map<LoggedRoomObject, SessionObserver>();
  const waiting = new Map<string, number>();
  for (const [index, logged] of segment.records.entries()) {
    const { record, object } = logged;
    if (!object) continue;
    follow(connected, logged);
    if (record.kind === 'sent' && record.request !== undefined) waiting.set(`${record.seat} ${record.request}`, index);
    if (record.kind !== 'seen') continue;
    const { observation: seen } = record;
    if (seen.kind === 'joined') {
      const observer = { object, session: seen.session, from: index, asked: [], to: Number.POSITIVE_INFINITY };
      observers.push(observer);
      inside.set(object, observer);
    }
    const observer = inside.get(object);
    const asked = 'replyTo' in seen ? waiting.get(`${record.seat} ${seen.replyTo}`) : undefined;
    if (observer && asked !== undefined) observer.asked.push({ sent: asked, answered: index });
    if (seen.kind === 'roomLeft' && observer) observer.to = index;
    for (const who of mentioned(seen))
      if (!own.has(who.participation) && !(isConnected(connected, who.participant) && !mentions.has(who.participation)))
        note(mentions, who, { logged, index, observer });
  }
  for (const one of mentions.values()) if (one.consistent && !isDenied(one, observers)) return one.shown;
  return undefined;
}

/**
 * The connections of each participant that the log has lines of. A name that such a participant is shown under may
 * be nobody's.
 */
type Connected = Map<string, Set<string>>;

const isConnected = (connected: Connected, participant: string): boolean => (connected.get(participant)?.size ?? 0) > 0;

function follow(connected: Connected, { record, object }: LoggedRecord): void {
  if (!object || !('connection' in record)) return;
  const { participant, name } = object.seat;
  const open = connected.get(participant) ?? new Set();
  connected.set(participant, open);
  const connection = `${name}/${record.connection}`;
  // What became of these shows only later, or never.
  if (record.kind === 'sent' && ['join', 'repeat', 'switch'].includes(record.action.kind)) open.add(`${name}, unseen`);
  if (record.kind === 'sent' && ['repeat', 'switch'].includes(record.action.kind)) open.add(`${name}, doubtful`);
  if (record.kind === 'seen' && record.observation.kind === 'joined') open.delete(`${name}, unseen`);
  if (record.kind === 'sent' && ['join', 'repeat', 'resume'].includes(record.action.kind)) open.add(connection);
  const ends = record.kind === 'sent' ? ['cut', 'close'].includes(record.action.kind) : isEnd(record);
  if (ends) open.delete(connection);
}

const isEnd = (record: LoggedRecord['record']): boolean =>
  record.kind === 'seen' && record.observation.kind === 'closed';

/** A participation that a message mentions. */
interface Mention {
  readonly participant: string;
  readonly participation: string;
  readonly left: boolean;
}

function mentioned(seen: Observation): Mention[] {
  if (seen.kind === 'joined') return seen.roster.map((member) => ({ ...member, left: false }));
  if (seen.kind === 'participantJoined') return [{ ...seen.member, left: false }];
  return seen.kind === 'participantLeft' ? [{ ...seen, left: true }] : [];
}

function note(
  mentions: Map<string, Mentions>,
  { participant, participation, left }: Mention,
  by: { readonly logged: LoggedRecord; readonly index: number; readonly observer: SessionObserver | undefined },
): void {
  const { logged, index, observer } = by;
  const { line, object } = logged;
  if (!object || !observer) return;
  const { session } = observer;
  const known = mentions.get(participation) ?? {
    shown: { participant, participation, line },
    index,
    session,
    by: new Set(),
    left: Number.POSITIVE_INFINITY,
    // A participation cannot depart before it has come.
    consistent: !left,
  };
  mentions.set(participation, known);
  if (known.shown.participant !== participant || known.session !== session) known.consistent = false;
  if (left) known.left = Math.min(known.left, index);
  known.by.add(object);
}

/** Whether somebody was in the session, was answered meanwhile, and was never shown it. */
const isDenied = ({ index, left, session, by }: Mentions, observers: readonly SessionObserver[]): boolean =>
  observers.some(
    ({ object, session: own, from, to, asked }) =>
      own === session &&
      !by.has(object) &&
      to > index &&
      asked.some(({ sent, answered }) => sent > Math.max(index, from) && (from < index || answered < left)),
  );
