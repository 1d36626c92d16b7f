/** Other histories that come of one: mostly wrong ones, or right ones of another system. */
import { reason as reasonCode } from '../../gen/codes.js';
import type { Feature } from '../exchange/features.js';
import type { History, HistoryRecord, Seen } from '../exchange/history.js';
import type { Observation } from '../exchange/observation.js';
import type { Profile } from '../exchange/profile.js';
import type { Code } from '../exchange/words.js';

/** Makes another history of one. */
export type Change = (history: History) => History;

const changed =
  (change: (record: HistoryRecord, place: number) => readonly HistoryRecord[]): Change =>
  (history) => ({ ...history, records: history.records.flatMap(change) });

const timed = (factor: number): Change => changed((record) => [{ ...record, at: record.at * factor }]);

/** Every so many records, if it was seen, stands another one in its place. */
const inPlaceOf = (every: number, from: number, others: (record: Seen) => readonly HistoryRecord[]): Change =>
  changed((record, place) => (record.kind === 'seen' && place % every === from ? others(record) : [record]));

/** Each thing that was seen, told in another way. */
const told = (words: (seen: Observation, place: number) => Observation): Change =>
  changed((record, place) =>
    record.kind === 'seen' ? [{ ...record, observation: words(record.observation, place) }] : [record],
  );

const of =
  (change: (profile: Profile) => Partial<Profile>): Change =>
  (history) => ({
    ...history,
    profile: { ...history.profile, ...change(history.profile) },
  });

const without = (...features: readonly Feature[]): Change =>
  of((profile) => ({ features: profile.features.filter((feature) => !features.includes(feature)) }));

/** What was seen comes some places later, and stands there with a later time. */
const late =
  (every: number, by: number): Change =>
  (history) => {
    const records = [...history.records];
    for (let place = every; place + by < records.length; place += every) {
      const [record] = records.slice(place, place + 1);
      if (record?.kind !== 'seen') continue;
      records.splice(place, 1);
      records.splice(place + by, 0, record);
    }
    return {
      ...history,
      records: records.map((record, place) => ({ ...record, at: history.records[place]?.at ?? 0 })),
    };
  };

/** As in a log: nobody drew a scenario for it, and a clock stamped it. */
const logged =
  (factor: number): Change =>
  (history) => {
    const { scenario, records } = timed(factor)(history);
    const written = { writer: 'server', lossSeenMs: 400 } as const;
    return { ...history, records, written, scenario: { ...scenario, rounds: [] } };
  };

const codes: readonly Code[] = [
  reasonCode.WEBSOCKET_DISCONNECTED,
  reasonCode.REMOVE_PEER,
  reasonCode.SWITCH_ROOM,
  reasonCode.REMOVE_ALL,
  reasonCode.MANUAL_LEAVE_CALLED,
  'absent',
];

const otherReason = (seen: Observation, place: number): Observation =>
  'reason' in seen && place % 3 === 0 ? { ...seen, reason: codes.slice(place % codes.length).slice(0, 1) } : seen;

const otherAnswer = (seen: Observation, place: number): Observation => {
  if (place % 3 === 0) return seen;
  if (seen.kind === 'accepted') return { ...seen, kind: 'rejected', code: 'permission_denied' };
  if (seen.kind !== 'rejected') return seen;
  const { code: _, ...rest } = seen;
  return { ...rest, kind: 'accepted' };
};

const unnumbered = (seen: Observation): Observation => {
  if (!('replyTo' in seen)) return seen;
  const { replyTo: _, ...rest } = seen;
  return rest as Observation;
};

const later = (seen: Observation): Observation =>
  'sequence' in seen && (seen.sequence ?? 0) > 2 ? { ...seen, sequence: (seen.sequence ?? 0) + 1 } : seen;

const unnamed = (seen: Observation): Observation => (seen.kind === 'joined' ? { ...seen, session: '' } : seen);

const gone = (_: Seen): readonly HistoryRecord[] => [];

/** Each of these is another history. */
export const changes: readonly Change[] = [
  (history) => history,
  // The notation has no clock: a tenth of a second for each line, and many seconds.
  timed(100),
  timed(7_000),
  (history) => ({ ...history, records: history.records.slice(0, -2), settled: 'quiet' }),
  // One thing that was seen is missing, or comes twice.
  inPlaceOf(7, 3, gone),
  inPlaceOf(7, 5, gone),
  inPlaceOf(9, 4, (record) => [record, record]),
  // Something comes late.
  late(5, 1),
  late(7, 3),
  (history) => late(6, 4)(timed(400)(history)),
  // Something else is told or answered, or in another form.
  told(otherReason),
  told(otherAnswer),
  told(unnumbered),
  told(later),
  told(unnamed),
  // The system is another one.
  without('resume'),
  without('extended_codes', 'replace', 'room_order'),
  without('remove', 'relay', 'switch'),
  of(() => ({ wire: false })),
  of(() => ({ resumeWindowMs: 0, slackMs: 1 })),
  of(() => ({ deviations: [{ clause: 'fence.effects-first', why: 'on purpose' }] })),
  // Not everything was done.
  changed((record, place) => (record.kind === 'sent' && place % 5 === 2 && place > 4 ? [] : [record])),
  // It is a log.
  logged(1),
  logged(300),
  logged(4_000),
];
