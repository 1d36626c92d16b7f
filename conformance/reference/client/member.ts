/** Somebody in the room, as the application is shown it. */
import type { Member } from '../../../spec/machine/client/index.js';
import type { Participant } from './events.js';

export const shown = ({ participant, participation, role }: Member): Participant => ({
  participantId: participant,
  participationId: participation,
  role,
});
