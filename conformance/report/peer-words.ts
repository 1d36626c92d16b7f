/** The actions of the peer, the suite's own server, in a few words. */
import { describeReason } from '../exchange/describe.js';
import { ONESELF } from '../exchange/names.js';
import type { Announcement, DemandAnswer, PeerAction } from '../exchange/scenario.js';
import type { Code } from '../exchange/words.js';
import { demandWords } from './demand-words.js';

/** An action of the peer. */
export function describePeerAction(action: PeerAction): string {
  switch (action.kind) {
    case 'announce':
      return `announces ${announced(action.announcement).join(', ')}`;
    case 'answer':
      return describeAnswer(demandWords[action.demand], action.answer);
    case 'roomLeft':
      return `RoomLeft ${codeWords(action.code)}${peculiarities(action)}`;
    case 'participantLeft':
      return `ParticipantLeft ${whoWords(action.who)} ${codeWords(action.code)}${peculiarities(action)}`;
    case 'participantJoined':
      return `ParticipantJoined ${whoWords(action.who)}${peculiarities(action)}`;
    case 'heartbeat':
      return 'Heartbeat';
    case 'unknown':
      return `a message of an unknown kind${peculiarities(action)}`;
    case 'crowd':
      return `ParticipantJoined ${action.count} times`;
    case 'garbage':
      return action.frame === 'text' ? 'a text frame that is no message' : 'a frame that cannot be decoded';
    case 'close':
      return `close ${action.code}`;
    case 'cut':
      return action.how === 'reset' ? 'connection reset' : 'connection cut';
    case 'freeze':
      return 'connection frozen';
    case 'heal':
      return 'connection healed';
    case 'rest':
      return 'waits until the client is back';
  }
}

const codeWords = (code: Code): string => describeReason([code]);

const whoWords = (who: string): string => (who === ONESELF ? 'the client itself' : who);

function announced({ resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs, later }: Announcement): string[] {
  return [
    resumeWindowMs > 0 ? `a window of ${resumeWindowMs} ms` : 'no window',
    ...(heartbeatIntervalMs > 0 ? [`Heartbeat every ${heartbeatIntervalMs} ms`] : []),
    ...(heartbeatTimeoutMs > 0 ? [`a heartbeat timeout of ${heartbeatTimeoutMs} ms`] : []),
    ...(later ? ['a later revision'] : []),
  ];
}

function describeAnswer(demand: string, answer: DemandAnswer): string {
  switch (answer.how) {
    case 'lawfully':
      return `answers ${demand} lawfully`;
    case 'never':
      return `never answers ${demand}`;
    case 'reject':
      return `answers ${demand} by Rejected ${answer.code}`;
    case 'roomLeft':
      return `answers ${demand} by RoomLeft ${codeWords(answer.code)}${peculiarities(answer)}`;
    case 'close':
      return `answers ${demand} by close ${answer.code}`;
    case 'cut':
      return `answers ${demand} by a cut`;
    case 'without-subprotocol':
      return `answers ${demand} without a subprotocol`;
  }
}

const wordings: Readonly<Record<string, string>> = { foreign: "in another code's words", none: 'without words' };
const numberings: Readonly<Record<string, string>> = {
  zero: 'without a sequence',
  repeat: 'with an old sequence',
  gap: 'behind a gap',
};

/** How a message differs from the usual one. */
function peculiarities({ wording = '', numbering = '' }: { wording?: string; numbering?: string }): string {
  const words = [wordings[wording], numberings[numbering]].filter((one) => one !== undefined);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
