/** What a server may refuse at any time. */
import { refusalsForLoad } from '../../exchange/words.js';
import type { RefusedAt } from './parts.js';
import type { SeenRoomObject, Timeline } from './timeline.js';

interface Answer {
  readonly kind: string;
  readonly code?: RefusedAt['code'];
}

/** Refused because of load or of a limit: that shows nothing of what was asked for. Clauses `limit.load`, `resume.not-found`. */
export const refusedForLoad = (answer: Answer | undefined): boolean =>
  answer?.kind === 'rejected' && answer.code !== undefined && refusalsForLoad.includes(answer.code);

/** The same for a Join or a SwitchRoom that is refused. */
export const turnedAway = (refused: RefusedAt | undefined): boolean =>
  refused !== undefined && refusalsForLoad.includes(refused.code);

/** Somebody may have removed the participant from the room before. Clause `remove.bars`. */
export const mayBeBarred = (timeline: Timeline, { seat }: SeenRoomObject, room: string, before: number): boolean =>
  (timeline.rooms.get(room)?.participations ?? []).some(
    ({ participant, causes }) =>
      participant === seat.participant &&
      causes.own.some(({ kind, index }) => index < before && (kind === 'remove' || kind === 'removeParticipant')),
  );
