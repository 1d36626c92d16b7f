/** The few lines of a log that show a violation, out of all that its rooms have. */
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { LogExcerptLine, LogFinding } from '../../exchange/log-report.js';
import type { LineNumbers } from '../read/line-numbers.js';
import { textOfRecord } from '../rooms/texts.js';
import type { LoggedRecord, RoomGroup } from '../rooms/types.js';
import { idsIn, mentions, type People, peopleOf } from './people.js';
import type { Segment } from './segment.js';

/** So many records are shown before the wrong one, and so many behind it. */
const MOST_BEFORE = 7;
const MOST_BEHIND = 1;

/** Where a violation stands. */
interface Place {
  readonly group: RoomGroup;
  readonly segment: Segment;
  /** The index of its record; the number of the records or more where something is missing at the end. */
  readonly index: number;
  readonly numbers: LineNumbers;
}

/** The finding with its lines, what they say, and who is meant. */
export function shownWith(finding: LogFinding, { group, segment, index, numbers }: Place): LogFinding {
  const { records, history } = segment;
  const people = peopleOf(group, records);
  const wrong = records[Math.min(index, records.length - 1)];
  if (!wrong) return finding;
  const spoken = idsIn(`${finding.allowed} ${finding.seen}`, people);
  const chosen = choose(records, wrong, new Set([...spoken, ...mentions(wrong.record)]));
  const isMissing = index >= records.length;
  const scene = {
    history: historyOf(history, chosen, people),
    wrong: isMissing ? chosen.length : chosen.indexOf(wrong),
  };
  const names = Object.fromEntries(spoken.map((id) => [id, people.nameOf(id)]));
  return { ...finding, excerpt: excerptOf(chosen, wrong, numbers), scene, names };
}

/** How much a record has to do with the violation: the least number is the most. */
function distance(record: LoggedRecord, wrong: LoggedRecord, subjects: ReadonlySet<string>): number {
  const { object } = record;
  const own = object !== undefined && object === wrong.object;
  const spoken = mentions(record.record).some((id) => subjects.has(id));
  if (spoken && (own || isStep(record))) return 0;
  if (object?.participations.some((id) => subjects.has(id)) && isStep(record)) return 0;
  if (own || object === undefined) return 1;
  return spoken ? 2 : 3;
}

/** What brings somebody in or out. */
function isStep({ record }: LoggedRecord): boolean {
  if (record.kind === 'sent') return record.action.kind !== 'ack' && record.action.kind !== 'sync';
  if (record.kind !== 'seen') return true;
  return ['joined', 'resumed', 'roomLeft', 'closed', 'participantLeft'].includes(record.observation.kind);
}

/** Of those that have as much to do with it, the nearest are shown. */
function choose(
  records: readonly LoggedRecord[],
  wrong: LoggedRecord,
  subjects: ReadonlySet<string>,
): readonly LoggedRecord[] {
  const middle = records.indexOf(wrong);
  const before = records.slice(0, middle).toReversed();
  const behind = records.slice(middle + 1);
  const nearest = (some: readonly LoggedRecord[], most: number) =>
    some
      .filter(({ synthetic, record }) => !synthetic && !isBeat(record))
      .map((record) => ({ record, away: distance(record, wrong, subjects) }))
      .filter(({ away }) => away < 3)
      .toSorted((one, other) => one.away - other.away)
      .slice(0, most)
      .map(({ record }) => record);
  const kept = new Set([wrong, ...nearest(before, MOST_BEFORE), ...nearest(behind, MOST_BEHIND)]);
  return records.filter((record) => kept.has(record));
}

const isBeat = (record: HistoryRecord): boolean => record.kind === 'seen' && record.observation.kind === 'heartbeat';

function excerptOf(chosen: readonly LoggedRecord[], wrong: LoggedRecord, numbers: LineNumbers): LogExcerptLine[] {
  return chosen
    .filter(({ page, line }, index) => page && chosen[index - 1]?.line !== line)
    .map((record) => ({ ...record, text: textOfRecord(record) }))
    .map(({ line, text, object }) => ({
      ...numbers.locate(line),
      text,
      who: object?.seat.participant ?? '',
      wrong: line === wrong.line,
    }));
}

/** One step a round: nobody knows what was sent at the same time. */
function historyOf(history: History, chosen: readonly LoggedRecord[], people: People): History {
  const start = chosen[0]?.record.at ?? 0;
  const records = chosen.map(({ record }, round) => {
    const named = people.named({ ...record, at: record.at - start });
    return named.kind === 'sent' ? { ...named, round } : named;
  });
  const seats = people.seats.filter(({ name }) => records.some(({ seat }) => seat === name));
  const { written: _, ...rest } = history;
  return { ...rest, scenario: { seats, rounds: chosen.map(() => []) }, records };
}
