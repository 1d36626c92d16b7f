/** What the suite does as the server that a client meets, in a few words. */
import { describeReason } from '../exchange/describe.js';
import {
  type Announcement,
  type Code,
  type Demand,
  type DemandAnswer,
  ONESELF,
  type PeerAction,
} from '../exchange/index.js';

export function describeDeed(deed: PeerAction): string {
  switch (deed.kind) {
    case 'announce':
      return `announces ${announced(deed.announcement).join(', ')}`;
    case 'answer':
      return describeAnswer(demandWords[deed.demand], deed.answer);
    case 'roomLeft':
      return `RoomLeft ${codeWords(deed.code)}${peculiarities(deed)}`;
    case 'participantLeft':
      return `ParticipantLeft ${whoWords(deed.who)} ${codeWords(deed.code)}${peculiarities(deed)}`;
    case 'participantJoined':
      return `ParticipantJoined ${whoWords(deed.who)}${peculiarities(deed)}`;
    case 'heartbeat':
      return 'Heartbeat';
    case 'unknown':
      return `a message of an unknown kind${peculiarities(deed)}`;
    case 'crowd':
      return `ParticipantJoined ${deed.count} times`;
    case 'garbage':
      return deed.frame === 'text' ? 'a text frame that is no message' : 'a frame that cannot be decoded';
    case 'close':
      return `close ${deed.code}`;
    case 'cut':
      return deed.how === 'reset' ? 'connection reset' : 'connection cut';
    case 'freeze':
      return 'connection frozen';
    case 'heal':
      return 'connection healed';
  }
}

/** The demands of a client, as the wire calls them. */
export const demandWords: Readonly<Record<Demand, string>> = {
  connect: 'connect',
  join: 'Join',
  resume: 'Resume',
  leave: 'Leave',
  end: 'End',
  switch: 'SwitchRoom',
  remove: 'Remove',
  mode: 'ChangeMode',
  sync: 'Sync',
  unknown: 'a request of an unknown kind',
};

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

function describeAnswer(demand: string, manner: DemandAnswer): string {
  switch (manner.how) {
    case 'lawfully':
      return `answers ${demand} lawfully`;
    case 'never':
      return `never answers ${demand}`;
    case 'reject':
      return `answers ${demand} by Rejected ${manner.code}`;
    case 'roomLeft':
      return `answers ${demand} by RoomLeft ${codeWords(manner.code)}${peculiarities(manner)}`;
    case 'close':
      return `answers ${demand} by close ${manner.code}`;
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

/** In what a message is unlike the usual one. */
function peculiarities({ wording = '', numbering = '' }: { wording?: string; numbering?: string }): string {
  const words = [wordings[wording], numberings[numbering]].filter((one) => one !== undefined);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
