/** A second device of somebody who is in the room already. */
import { attendee, host, join } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good } from './finding.js';
import { Meeting } from './meeting.js';

/** How long the news of being replaced may take, in milliseconds. */
const REPLACED_MS = 250;
const ADVICE = 'refuse the second Join with ALREADY_EXISTS (join.duplicate)';

export const duplicate = (system: SystemUnderTest): Promise<Finding[]> =>
  Meeting.hold(system, [host('ann'), attendee('bob'), attendee('phone', 'bob')], async (meeting) => {
    if ((await meeting.acts(join('ann'), join('bob'))).kind !== 'done') return [];
    const second = await meeting.act(join('phone'));
    if (second.kind === 'unsupported') return [];
    if (second.kind === 'broken') return [bad(`does not answer the Join of a second device (${second.why})`, ADVICE)];
    if (second.kind === 'refused') {
      const found = `refuses a second device of a participant with ${second.why.toUpperCase()}`;
      return [second.why === 'already_exists' ? good(found) : bad(found, ADVICE)];
    }
    if (!(await meeting.first('bob', 'roomLeft', REPLACED_MS)))
      return [bad('lets two devices of one participant in at the same time', ADVICE)];
    const found = 'lets a second device of a participant replace the first';
    if (system.profile.features.includes('replace')) return [good(found)];
    return [bad(found, `${ADVICE}, or declare replace`)];
  });
