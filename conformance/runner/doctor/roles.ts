/** Whether a host may do what an attendee may not. */
import { attendee, end, host, join } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good } from './finding.js';
import { Meeting } from './meeting.js';

export const roles = (system: SystemUnderTest): Promise<Finding[]> =>
  Meeting.hold(system, [host('ann'), attendee('bob')], async (meeting) => {
    if ((await meeting.acts(join('ann'), join('bob'))).kind !== 'done') return [];
    const byAttendee = await meeting.act(end('bob'));
    if (byAttendee.kind === 'unsupported') return [];
    if (byAttendee.kind === 'done')
      return [
        bad('lets an attendee end the meeting while a host is in it', 'see that the role of the Join is taken over'),
      ];
    if (byAttendee.kind === 'broken')
      return [bad(`does not answer the End of an attendee (${byAttendee.why})`, ANSWER)];
    const byHost = await meeting.act(end('ann'));
    if (byHost.kind === 'done') return [good('lets a host end the meeting, and an attendee not')];
    const why = byHost.kind === 'unsupported' ? 'unsupported' : byHost.why;
    return [bad(`does not let a host end the meeting (${why})`, 'see that the role of the Join is taken over')];
  });

const ANSWER = 'answer it with Rejected PERMISSION_DENIED (request.answered)';
