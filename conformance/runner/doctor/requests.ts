/** What becomes of a request that no revision of the protocol knows. */
import { host, join, unknownRequest } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good } from './finding.js';
import { Meeting } from './meeting.js';

const ADVICE = 'refuse it with UNIMPLEMENTED, and keep the connection (request.unknown)';

export const nonsense = (system: SystemUnderTest): Promise<Finding[]> =>
  Meeting.hold(system, [host('ann')], async (meeting) => {
    if ((await meeting.act(join('ann'))).kind !== 'done') return [];
    const outcome = await meeting.act(unknownRequest('ann'));
    switch (outcome.kind) {
      case 'unsupported':
        return [];
      case 'done':
        return [bad('accepts a request of an unknown kind', ADVICE)];
      case 'refused':
        return outcome.why === 'unimplemented'
          ? [good('refuses a request of an unknown kind with UNIMPLEMENTED')]
          : [bad(`refuses a request of an unknown kind with ${outcome.why.toUpperCase()}`, ADVICE)];
      case 'broken':
        return [bad(`does not refuse a request of an unknown kind (${outcome.why})`, ADVICE)];
    }
  });
