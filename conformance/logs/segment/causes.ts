/** Whether a log shows why everybody departed: where it does not, only what each client was shown can be judged. */
import { close, type ReasonInfo, reason, reasonInfo } from '../../../gen/codes.js';
import type { Partly } from '../../exchange/clause-extent.js';
import type { History } from '../../exchange/history.js';
import type { LogHead } from '../../exchange/log.js';
import type { Observation } from '../../exchange/observation.js';
import type { Code } from '../../exchange/words.js';
import type { LoggedRecord } from '../rooms/types.js';

/**
 * Where the cause of a departure stands: in the lines of clients, in a call of the operator's, or nowhere outside
 * the server.
 */
type Cause = 'clients' | 'call' | 'server';

function causeOf({ causes }: ReasonInfo): Cause {
  if (causes.includes('operator')) return 'call';
  return causes.every((one) => one === 'server' || one === 'unknown') ? 'server' : 'clients';
}

const causeByCode: ReadonlyMap<Code, Cause> = new Map<Code, Cause>([
  ['absent', 'clients'],
  [0, 'clients'],
  ...reasonInfo.map((info): [Code, Cause] => [info.code, causeOf(info)]),
]);

/** A reason code that this version does not know, and the first line that bears it. */
export interface UnknownCode {
  readonly code: Code;
  readonly line: number;
}

/** The codes in these records that this version does not know: only the server knows their causes, if they have any. */
export function unknownCodesIn(records: readonly LoggedRecord[]): UnknownCode[] {
  const lines = new Map<Code, number>();
  for (const { record, line } of records)
    if (record.kind === 'seen' && 'reason' in record.observation)
      for (const code of record.observation.reason)
        if (!causeByCode.has(code) && !lines.has(code)) lines.set(code, line);
  return [...lines].map(([code, line]) => ({ code, line }));
}

/**
 * Why a history may lack somebody who was in it, or the cause of somebody's departure; undefined where it lacks
 * neither.
 */
export function lackOfCauses(history: History, { complete }: LogHead): Partly | undefined {
  const joined = new Set<string>();
  const mentioned = new Set<string>();
  const told = new Set<Code>();
  for (const record of history.records)
    if (record.kind === 'seen') mention(record.observation, joined, mentioned, told);
  const are = (cause: Cause) => [...told].some((code) => (causeByCode.get(code) ?? 'server') === cause);
  if (are('server')) return 'unexplained';
  if (complete) return undefined;
  if ([...mentioned].some((id) => !joined.has(id))) return 'mentioned';
  if (are('call')) return 'called';
  if (told.has(reason.REMOVE_PEER) && !does(history, ['remove'])) return 'removed';
  if (told.has(reason.DUPLICATE_PARTICIPANT) && !cameTwice(history)) return 'replaced';
  return goesOnElsewhere(history);
}

/** Whether one participant came in by several Joins: one of these may have replaced another. */
const cameTwice = ({ scenario: { seats } }: History): boolean =>
  new Set(seats.map(({ participant }) => participant)).size < seats.length;

/** Somebody may be there, or go on, on a connection that is not in the log. */
function goesOnElsewhere(history: History): Partly | undefined {
  const { records, profile } = history;
  const refused = records.some((record) => record.kind === 'seen' && isRefusedJoin(record.observation));
  if (refused) return 'refused';
  return profile.resumeWindowMs > 0 && isAnyLost(history) ? 'resumable' : undefined;
}

const isRefusedJoin = (seen: Observation): boolean => seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0;

const isAnyLost = (history: History): boolean =>
  does(history, ['cut', 'close', 'repeat', 'resume']) ||
  history.records.some((record) => record.kind === 'seen' && isTakenOver(record.observation));

const isTakenOver = (seen: Observation): boolean => seen.kind === 'closed' && seen.code === close.REPLACED;

const does = ({ records }: History, kinds: readonly string[]): boolean =>
  records.some((record) => record.kind === 'sent' && kinds.includes(record.action.kind));

function mention(seen: Observation, joined: Set<string>, mentioned: Set<string>, told: Set<Code>): void {
  if (seen.kind === 'joined') {
    joined.add(seen.participation);
    for (const { participation } of seen.roster) mentioned.add(participation);
  }
  if (seen.kind === 'participantJoined') mentioned.add(seen.member.participation);
  if (seen.kind === 'participantLeft') mentioned.add(seen.participation);
  if ('reason' in seen) for (const code of seen.reason) told.add(code);
}
