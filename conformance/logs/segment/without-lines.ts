/**
 * Somebody whom the others are shown, and who has no lines of its own: in a log that lacks nothing the server has made somebody up.
 * But where everybody is shown the same of whom nobody has lines, it is the log that lacks a connection: of another node, for example.
 */
import type { Observation } from '../../exchange/index.js';
import type { Entry, RoomObject } from '../rooms/types.js';
import type { Piece } from './segment.js';

export interface Stranger {
  readonly participant: string;
  readonly participation: string;
  /** Of the line that mentions it first. */
  readonly line: number;
}

interface Mentions {
  readonly stranger: Stranger;
  readonly place: number;
  readonly session: string;
  /** Who was shown it, and where its departure was told first. */
  readonly by: Set<RoomObject>;
  left: number;
  consistent: boolean;
}

/** Someone who was in a session, and when it was last answered to what it had asked for. */
interface Observer {
  readonly object: RoomObject;
  readonly session: string;
  readonly from: number;
  /** What it asked for, and was answered. */
  readonly asked: { readonly sent: number; readonly answered: number }[];
  to: number;
}

/** The first of those who are missing in the log, as far as the log shows. */
export function strangerIn(piece: Piece): Stranger | undefined {
  const own = new Set<string>();
  for (const { record } of piece.entries)
    if (record.kind === 'seen' && record.observation.kind === 'joined') own.add(record.observation.participation);
  return isAnyStrange(piece, own) ? looked(piece, own) : undefined;
}

/** Nearly always nobody is: then nothing else need be looked at. */
const isAnyStrange = ({ entries }: Piece, own: ReadonlySet<string>): boolean =>
  entries.some(({ record }) => {
    if (record.kind !== 'seen') return false;
    const { observation: seen } = record;
    if (seen.kind === 'joined') return seen.roster.some(({ participation }) => !own.has(participation));
    if (seen.kind === 'participantJoined') return !own.has(seen.member.participation);
    return seen.kind === 'participantLeft' && !own.has(seen.participation);
  });

function looked(piece: Piece, own: ReadonlySet<string>): Stranger | undefined {
  const connected = new Connected();
  const mentions = new Map<string, Mentions>();
  const observers: Observer[] = [];
  const inside = new Map<RoomObject, Observer>();
  const waiting = new Map<string, number>();
  for (const [place, entry] of piece.entries.entries()) {
    const { record, object } = entry;
    if (!object) continue;
    connected.follow(entry);
    if (record.kind === 'sent' && record.request !== undefined) waiting.set(`${record.seat} ${record.request}`, place);
    if (record.kind !== 'seen') continue;
    const { observation: seen } = record;
    if (seen.kind === 'joined') {
      const observer = { object, session: seen.session, from: place, asked: [], to: Number.POSITIVE_INFINITY };
      observers.push(observer);
      inside.set(object, observer);
    }
    const observer = inside.get(object);
    const asked = 'replyTo' in seen ? waiting.get(`${record.seat} ${seen.replyTo}`) : undefined;
    if (observer && asked !== undefined) observer.asked.push({ sent: asked, answered: place });
    if (seen.kind === 'roomLeft' && observer) observer.to = place;
    for (const who of mentioned(seen))
      if (!own.has(who.participation) && !(connected.has(who.participant) && !mentions.has(who.participation)))
        note(mentions, who, entry, place, observer);
  }
  for (const one of mentions.values()) if (one.consistent && !isDenied(one, observers)) return one.stranger;
  return undefined;
}

/** Who has a connection of whom the log has lines: whoever is shown under such a name may be nobody. */
class Connected {
  readonly #open = new Map<string, Set<string>>();

  has(participant: string): boolean {
    return (this.#open.get(participant)?.size ?? 0) > 0;
  }

  follow({ record, object }: Entry): void {
    if (!object || !('connection' in record)) return;
    const { participant, name } = object.seat;
    const open = this.#open.get(participant) ?? new Set();
    this.#open.set(participant, open);
    const connection = `${name}/${record.connection}`;
    // What became of these shows only later, or never.
    if (record.kind === 'sent' && ['join', 'repeat', 'switch'].includes(record.action.kind))
      open.add(`${name}, unseen`);
    if (record.kind === 'sent' && ['repeat', 'switch'].includes(record.action.kind)) open.add(`${name}, doubtful`);
    if (record.kind === 'seen' && record.observation.kind === 'joined') open.delete(`${name}, unseen`);
    if (record.kind === 'sent' && ['join', 'repeat', 'resume'].includes(record.action.kind)) open.add(connection);
    const ends = record.kind === 'sent' ? ['cut', 'close'].includes(record.action.kind) : isEnd(record);
    if (ends) open.delete(connection);
  }
}

const isEnd = (record: Entry['record']): boolean => record.kind === 'seen' && record.observation.kind === 'closed';

interface Who {
  readonly participant: string;
  readonly participation: string;
  readonly left: boolean;
}

function mentioned(seen: Observation): Who[] {
  if (seen.kind === 'joined') return seen.roster.map((member) => ({ ...member, left: false }));
  if (seen.kind === 'participantJoined') return [{ ...seen.member, left: false }];
  return seen.kind === 'participantLeft' ? [{ ...seen, left: true }] : [];
}

function note(
  mentions: Map<string, Mentions>,
  { participant, participation, left }: Who,
  { line, object }: Entry,
  place: number,
  observer: Observer | undefined,
): void {
  if (!object || !observer) return;
  const { session } = observer;
  const known = mentions.get(participation) ?? {
    stranger: { participant, participation, line },
    place,
    session,
    by: new Set(),
    left: Number.POSITIVE_INFINITY,
    // Nobody can depart who has not come.
    consistent: !left,
  };
  mentions.set(participation, known);
  if (known.stranger.participant !== participant || known.session !== session) known.consistent = false;
  if (left) known.left = Math.min(known.left, place);
  known.by.add(object);
}

/** Somebody was there, was answered meanwhile, and was never shown it. */
const isDenied = ({ place, left, session, by }: Mentions, observers: readonly Observer[]): boolean =>
  observers.some(
    ({ object, session: own, from, to, asked }) =>
      own === session &&
      !by.has(object) &&
      to > place &&
      asked.some(({ sent, answered }) => sent > Math.max(place, from) && (from < place || answered < left)),
  );
