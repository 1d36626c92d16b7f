/** Which clause forbids what the oracle cannot explain; undefined where it cannot tell, which is no accusation. */
import type { ClauseId } from '../../../gen/clauses.js';
import { reason, reasonInfo } from '../../../gen/codes.js';
import type { SourcedReason } from '../../../spec/machine/client/events.js';
import type { ToldReason } from '../../exchange/client.js';
import type { CallEndAt, HeardMessageAt, TellingAt } from './lives.js';
import type { ClientProblem } from './node.js';
import { isBinding, isTelling, type OwedMessage, type OwedTelling } from './owed.js';
import type { ClientStop } from './search.js';

/** The clause by which a life cannot be explained. */
export function clauseBehind(problem: ClientProblem, stop: ClientStop): ClauseId | undefined {
  const found = stop.found ?? foundAt(problem, stop.upTo);
  const { wanted } = stop;
  if (!found) return wanted && 'clauses' in wanted ? wanted.clauses[0] : undefined;
  if ('end' in found) return ofCall(found, wanted && !('clauses' in wanted) ? wanted.kind : undefined);
  if ('told' in found) {
    const owed = wanted && 'clauses' in wanted && wanted.kind === 'tell' ? wanted : undefined;
    return ofTold(problem, found, owed);
  }
  if (found.heard.message === 'resume' && windowAt(problem, found.index) === 0) return ofResumeInVain(problem, found);
  const owed = wanted && 'clauses' in wanted && wanted.kind === 'send' ? wanted : undefined;
  return owed ? ofOtherMessage(owed, found, stop) : ofMessage(problem, found, stop);
}

/** The resume window that was announced last. */
const windowAt = ({ lines }: ClientProblem, before: number): number | undefined =>
  lines
    .flatMap(({ said }) => said.filter((one) => one.index < before && one.said.message === 'joined'))
    .sort((a, b) => b.index - a.index)[0]?.said.resumeWindowMs;

const ofResumeInVain = ({ told }: ClientProblem, { index }: HeardMessageAt): ClauseId =>
  told.some((one) => one.index < index && one.told.event === 'roomLeft') ? 'client.never-rejoins' : 'client.resumes';

/** What was seen at a place of the history. */
export const foundAt = (
  { told, lines, ends }: ClientProblem,
  index: number,
): TellingAt | HeardMessageAt | CallEndAt | undefined =>
  [...told, ...lines.flatMap(({ heard }) => heard), ...ends].find((one) => one.index === index);

/** A call that the server refused has failed, and no other end was called for yet. */
function ofCall({ end }: CallEndAt, wanted: 'done' | 'left' | 'refused' | undefined): ClauseId | undefined {
  if (wanted === 'refused' && end.how === 'done') return 'client.refused-call';
  return wanted === undefined ? undefined : 'client.calls-settled';
}

function ofTold(problem: ClientProblem, found: TellingAt, owed: OwedTelling | undefined): ClauseId | undefined {
  const { told } = found;
  const isOver = problem.told.some((one) => one.index < found.index && one.told.event === 'roomLeft');
  if (isOver) return told.event === 'roomLeft' ? 'client.room-left-once' : 'client.room-left-last';
  if (!isBinding(told.event)) return undefined;
  if (owed) return ofOtherTelling(problem, found, owed);
  if (told.event === 'roomLeft') return told.reason?.source === 'LOCAL' ? 'client.local-reason' : 'client.server-word';
  const { participation } = told;
  if (told.event !== 'participantLeft' || participation === undefined) return undefined;
  const said = problem.lines.flatMap((line) => line.said.filter((one) => one.index < found.index));
  const about = said.filter((one) => one.said.participation === participation);
  if (about.some((one) => one.said.message === 'joined')) return 'client.participant-left-never-oneself';
  const departures = about.filter((one) => one.said.message === 'participantLeft').length;
  if (departures === 0) return 'client.participant-left';
  const isAgain = problem.told.some((one) => one.index < found.index && toldAbout(one) === participation);
  return isAgain ? (departures > 1 ? 'client.repeats' : 'client.participant-left') : undefined;
}

const toldAbout = ({ told }: TellingAt): string | undefined =>
  told.event === 'participantLeft' ? told.participation : undefined;

/** Something else is told than what is due. */
function ofOtherTelling(problem: ClientProblem, found: TellingAt, owed: OwedTelling): ClauseId | undefined {
  const due = owed.told;
  const { told } = found;
  if (due.event === 'participantLeft' && told.event === 'participantLeft') {
    if (told.participation === undefined || told.participation === due.participation)
      return ofReason(due.reason, told.reason);
    const comesLater = problem.told.some((one) => one.index > found.index && isTelling(owed, one));
    return comesLater ? 'client.in-order' : 'client.participant-left';
  }
  if (due.event === 'roomLeft' && told.event === 'roomLeft') {
    const isServers = due.reason.source === 'SERVER' && told.reason?.source === 'LOCAL';
    return isServers ? 'client.server-word' : ofReason(due.reason, told.reason);
  }
  return due.event === 'participantLeft' && told.event === 'roomLeft' ? 'client.participant-left' : undefined;
}

/** A reason is shown otherwise than as what it is. */
function ofReason(due: SourcedReason, { code, source }: ToldReason = {}): ClauseId {
  if (isShown(due.code, code) && isShown(due.source, source))
    return isListed(due.code) ? 'reason.type' : 'reason.unrecognised';
  if (due.source === 'LOCAL') {
    if (due.code === reason.UNKNOWN) return 'reason.absent';
    return source === 'SERVER' ? 'reason.source' : 'client.local-reason';
  }
  if (code === due.code) return 'reason.source';
  return isListed(due.code) ? 'reason.by-code' : 'reason.unrecognised';
}

const isShown = <T>(due: T, shown: T | undefined): boolean => shown === undefined || shown === due;
const isListed = (code: number): boolean => reasonInfo.some((one) => one.code === code);

/** Something else is sent than what is due. */
function ofOtherMessage(owed: OwedMessage, { heard }: HeardMessageAt, { node }: ClientStop): ClauseId | undefined {
  const { saying, request } = owed;
  if (saying.kind === 'join') return heard.message === 'join' ? 'client.join-id' : undefined;
  if (saying.kind === 'resume') {
    if (heard.message === 'resume') return 'client.resume-newest';
    return heard.message === 'join' ? 'client.resumes' : 'client.waits-for-answer';
  }
  if (heard.request === 0) return undefined;
  if (request <= node.sent) return 'client.sends-again';
  return heard.request === request ? 'client.as-asked' : 'client.numbers';
}

/** Nothing more is due, and something is sent. */
function ofMessage(
  problem: ClientProblem,
  { heard, index }: HeardMessageAt,
  { node }: ClientStop,
): ClauseId | undefined {
  const isOver = problem.told.some((one) => one.index < index && one.told.event === 'roomLeft');
  if (heard.message === 'join' || heard.message === 'resume') {
    if (isOver) return 'client.never-rejoins';
    return undefined;
  }
  const { connection, joined, joins } = node.client;
  if (connection?.phase === 'asking' && (joined !== null || joins > 1)) return 'client.waits-for-answer';
  return problem.calls.some((call) => call.since < index && asksFor[call.action.kind] === heard.message)
    ? undefined
    : 'client.as-asked';
}

/** What a call is heard as. */
const asksFor: Readonly<Record<string, string>> = {
  leave: 'leave',
  dispose: 'leave',
  end: 'end',
  remove: 'remove',
  switch: 'switch',
  mode: 'mode',
};
