/** A small meeting of a whole system, for one probe: what everybody was told in it, and what could not be read. */
import type { HistoryRecord, Settled } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import { type Action, attendee, host, join } from '../../exchange/scenario.js';
import type { Candidates } from '../../exchange/words.js';
import type { ForeignSystem } from '../../sut/foreign/index.js';
import { ANYTHING } from '../../sut/foreign/reading.js';
import { Recorder } from '../play/recorder.js';
import { bad, type Finding, good, note } from './finding.js';

/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 2_000;

/** A departure that somebody was told of: one's own, or another's. */
export type DepartureShown = Observation & { readonly kind: 'participantLeft' | 'roomLeft' };

/** What a probe does in its meeting, and what it sees. */
export interface SystemMeeting {
  /** Takes steps at the same time. */
  together(...steps: readonly Action[]): Promise<void>;
  /** The departures of others that a seat was told of. */
  departures(seat: string): DepartureShown[];
  /** That the seat itself has left. */
  own(seat: string): DepartureShown[];
  /** What a seat was shown of one kind. */
  count(seat: string, kind: Observation['kind']): number;
  readonly records: readonly HistoryRecord[];
}

/** ann, a host, with bob and cyd in one room; everything is settled before it is looked at by `sees`. */
export async function inSystemMeeting(
  system: ForeignSystem,
  does: (meeting: SystemMeeting) => Promise<void>,
  sees: (meeting: SystemMeeting) => Finding[],
): Promise<Finding[]> {
  const { records, report } = new Recorder();
  const seats = [host('ann'), attendee('bob'), attendee('cyd')];
  const bench = await system.open({ id: `doctor-${crypto.randomUUID()}`, seats, answerMs: ANSWER_MS }, report);
  const seen = (seat: string): Observation[] =>
    records.flatMap((record) => (record.kind === 'seen' && record.seat === seat ? [record.observation] : []));
  const ofKind = (seat: string, kind: DepartureShown['kind']): DepartureShown[] =>
    seen(seat).filter((one): one is DepartureShown => one.kind === kind);
  const meeting: SystemMeeting = {
    async together(...steps) {
      await Promise.all(steps.map((step) => bench.act(step)));
    },
    departures: (seat) => ofKind(seat, 'participantLeft'),
    own: (seat) => ofKind(seat, 'roomLeft'),
    count: (seat, kind) => seen(seat).filter((one) => one.kind === kind).length,
    records,
  };
  try {
    for (const { name } of seats) await bench.act(join(name));
    await does(meeting);
    const settled = await bench.settle();
    const undecided = bench.undecided?.();
    const unread = undecided === undefined ? [] : [bad(undecided, / the mapping /.test(undecided) ? MAKE_A_ROW : '')];
    return [...sees(meeting), ...unread, ...whyNotFenced(settled, system)];
  } finally {
    await bench.close();
  }
}

const MAKE_A_ROW =
  'give the word a row in the mapping; where the system has no such word, the testee makes it up, and should pass on what was shown';

function whyNotFenced(settled: Settled, { system }: ForeignSystem): Finding[] {
  if (settled === 'fenced' || system.quietMs > 0) return [];
  return [
    note(
      'somebody came into the room and went, and not everybody there was told that it went: the testee hides the departure of "sentinel", or the system does',
      'pass on every event of everybody; where the system has none, let "quietMs" say how long to wait',
    ),
  ];
}

/** Whether the word stands for what has really happened. `what`: in words that "ann was told of" can follow. */
export function wordStandsFor(who: string, what: string, told: DepartureShown | undefined, code: number): Finding[] {
  // A word that the mapping lacks is named by itself.
  if (!told || told.reason === ANYTHING) return [];
  const word = told.native === undefined ? 'without a word' : `by "${told.native}"`;
  if (told.reason.includes(code)) return [good(`${who} is told of ${what} ${word}`)];
  return [
    bad(
      `${who} was told of ${what} ${word}, which stands for ${codesIn(told.reason)} and not for ${code}: a row of the mapping is wrong, or the testee makes up a reason, or the system gives another one`,
      'compare what the system shows with the mapping (reason.true)',
    ),
  ];
}

const codesIn = (reason: Candidates): string => reason.join(', ');
