/**
 * The edges of each field that a client or the operator fills in: the last value that is right, and the first that is wrong. One table;
 * the cases of `corners.ts` draw from it.
 */
import {
  type Action,
  join,
  joinUnfit,
  joinWith,
  malformed,
  operate,
  remove,
  switchNowhere,
  syncOf,
  undecodable,
  unknownMode,
} from '../../exchange/scenario.js';
import { type Flaw, type Unfit, unfits } from '../../exchange/words.js';

/** What the text says of a value: it is taken, refused, or the connection is closed over it. */
export type Says = 'taken' | 'refused' | 'closed';

/** One value of one field, and what `bob` does to bring it. He is in the room where the field is not one of Join. */
export interface Edge {
  readonly field: string;
  readonly value: string;
  readonly says: Says;
  readonly step: Action;
}

/** A frame may have so many bytes. Clause `frame.oversize`. */
export const MOST_BYTES = 65_536;
/** As many vectors as cannot be decoded; the first is one of our own. Clause `frame.undecodable`. */
const VECTORS = 13;
/** An id may have so many bytes. Clause `ids.length`. */
export const MOST_ID_BYTES = 128;

/** The only byte of an id, and the last of the longest, may be any. */
export const roomIds: readonly string[] = ['r', '0', 'r'.repeat(MOST_ID_BYTES), `${'r'.repeat(MOST_ID_BYTES - 2)}ü`];
/** As for rooms. */
export const participantIds: readonly string[] = ['b', '0', 'b'.repeat(MOST_ID_BYTES), 'ü'.repeat(MOST_ID_BYTES / 2)];

const unfitJoin: Readonly<Record<Unfit, readonly [field: string, value: string]>> = {
  'no-room': ['Join.room_id', 'empty'],
  'no-participant': ['Join.participant_id', 'empty'],
  'no-role': ['Join.role', '0'],
  'unknown-role': ['Join.role', '99'],
};

/** Two flaws in one token. The signature and the time come before what it is for: `request.first-refusal`. */
const twoFlaws: readonly Flaw[] = ['expired-other-room', 'tampered-other-role', 'unsigned-other-participant'];

const edge = (field: string, value: string, says: Says, step: Action): Edge => ({ field, value, says, step });

/** Joins that no server may let in. */
export const unfitEdges: readonly Edge[] = unfits.map((unfit) =>
  edge(...unfitJoin[unfit], 'refused', joinUnfit(unfit, 'bob')),
);

/** Tokens with more than one flaw. */
export const tokenEdges: readonly Edge[] = twoFlaws.map((flaw) =>
  edge('Join.access_token', flaw, 'refused', joinWith(flaw, 'bob')),
);

/** Frames that are as long as they may be, too long by one byte, or no message. */
export const frameEdges: readonly Edge[] = [
  edge('frame', `${MOST_BYTES} bytes`, 'taken', syncOf(MOST_BYTES, 'bob')),
  edge('frame', `${MOST_BYTES - 1} bytes`, 'taken', syncOf(MOST_BYTES - 1, 'bob')),
  edge('frame', `${MOST_BYTES + 1} bytes`, 'closed', malformed('bob', 'oversize')),
];

/** Each vector that cannot be decoded. */
export const vectorEdges: readonly Edge[] = Array.from({ length: VECTORS }, (_, place) =>
  edge('frame', `undecodable vector ${place + 1}`, 'closed', undecodable('bob', place + 1)),
);

/** What bob may ask for, once he is in the room, and is refused. */
export const requestEdges: readonly Edge[] = [
  edge('ChangeMode.mode', '0', 'refused', unknownMode('bob')),
  edge('SwitchRoom.room_id', 'empty', 'refused', switchNowhere('bob', 'green')),
  edge('Remove.participation_id', 'unknown', 'refused', remove('bob', 'nobody')),
];

/** Calls of the operator, in the third opening of the room. */
export const callEdges: readonly Edge[] = (['endMeeting', 'closeRoom'] as const).flatMap((call) => [
  edge(`${call}.session_id`, 'the opening before this one', 'refused', operate(call, 'blue', { session: 'previous' })),
  edge(`${call}.session_id`, 'the first opening', 'refused', operate(call, 'blue', { session: 'first' })),
  edge(`${call}.room_id`, 'a room without anybody', 'refused', operate(call, 'green', { session: 'none' })),
]);

/** Every row of the table, for those who want to read it as one. */
export const edges: readonly Edge[] = [
  ...unfitEdges,
  ...tokenEdges,
  ...frameEdges,
  ...vectorEdges,
  ...requestEdges,
  ...callEdges,
  edge('Join.room_id', `${MOST_ID_BYTES} bytes`, 'taken', join('bob', roomIds[2])),
];
