/** Probes of requests: one of an unknown kind, one without the right role, and a second Join of one participant. */
import { attendee, end, host, join, unknownRequest } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good } from './finding.js';
import { holdMeeting } from './meeting.js';

const REFUSE = 'refuse it with UNIMPLEMENTED, and keep the connection (request.unknown)';

/** A request that no revision of the protocol knows. */
export const refusesUnknown = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann')], async (meeting) => {
    if ((await meeting.act(join('ann'))).kind !== 'done') return [];
    const outcome = await meeting.act(unknownRequest('ann'));
    switch (outcome.kind) {
      case 'unsupported':
        return [];
      case 'done':
        return [bad('accepts a request of an unknown kind', REFUSE)];
      case 'refused':
        return outcome.why === 'unimplemented'
          ? [good('refuses a request of an unknown kind with UNIMPLEMENTED')]
          : [bad(`refuses a request of an unknown kind with ${outcome.why.toUpperCase()}`, REFUSE)];
      case 'broken':
        return [bad(`does not refuse a request of an unknown kind (${outcome.why})`, REFUSE)];
    }
  });

const ROLE = 'see that the role of the Join is taken over';

/** A host may end the meeting, and an attendee may not. */
export const roles = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann'), attendee('bob')], async (meeting) => {
    if ((await meeting.act(join('ann'), join('bob'))).kind !== 'done') return [];
    const byAttendee = await meeting.act(end('bob'));
    if (byAttendee.kind === 'unsupported') return [];
    if (byAttendee.kind === 'done') return [bad('lets an attendee end the meeting while a host is in it', ROLE)];
    if (byAttendee.kind === 'broken') {
      const answer = 'answer it with Rejected PERMISSION_DENIED (request.answered)';
      return [bad(`does not answer the End of an attendee (${byAttendee.why})`, answer)];
    }
    const byHost = await meeting.act(end('ann'));
    if (byHost.kind === 'done') return [good('lets a host end the meeting, and an attendee not')];
    const why = byHost.kind === 'unsupported' ? 'unsupported' : byHost.why;
    return [bad(`does not let a host end the meeting (${why})`, ROLE)];
  });

/** How long RoomLeft may take on the device that is replaced, in milliseconds. */
const REPLACED_MS = 250;
const DUPLICATE = 'refuse the second Join with ALREADY_EXISTS (join.duplicate)';

/** A second device of a participant who is in the room already. */
export const secondDevice = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann'), attendee('bob'), attendee('phone', 'bob')], async (meeting) => {
    if ((await meeting.act(join('ann'), join('bob'))).kind !== 'done') return [];
    const second = await meeting.act(join('phone'));
    if (second.kind === 'unsupported') return [];
    if (second.kind === 'broken')
      return [bad(`does not answer the Join of a second device (${second.why})`, DUPLICATE)];
    if (second.kind === 'refused') {
      const found = `refuses a second device of a participant with ${second.why.toUpperCase()}`;
      return [second.why === 'already_exists' ? good(found) : bad(found, DUPLICATE)];
    }
    if (!(await meeting.first('bob', 'roomLeft', REPLACED_MS)))
      return [bad('lets two devices of one participant in at the same time', DUPLICATE)];
    const found = 'lets a second device of a participant replace the first';
    if (system.profile.features.includes('replace')) return [good(found)];
    return [bad(found, `${DUPLICATE}, or declare replace`)];
  });
