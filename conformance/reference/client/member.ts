/** Somebody in the room, as the application is shown it. */
import type { KnownMember } from '../../../spec/machine/client/index.js';
import type { Participant } from './events.js';

export const asParticipant = ({ participant, participation, role }: KnownMember): Participant => ({
  participantId: participant,
  participationId: participation,
  role,
});
