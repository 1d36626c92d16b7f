/** What a server declares, and what that means for a run. */
import { features as all } from '../../exchange/features.js';
import { TOKEN_CLAIMS } from '../../exchange/profile.js';
import { host, join } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good, inWords, note } from './finding.js';
import { holdMeeting } from './meeting.js';

/** A resume window up to this does not make a run long, in milliseconds. */
const SHORT_MS = 3_000;

/** Features, known deviations, resume window and heartbeat. */
export const declares = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann')], async (meeting) => {
    const outcome = await meeting.act(join('ann'));
    const [joined] = meeting.shown('ann', 'joined');
    if (!joined) {
      const why = outcome.kind === 'refused' || outcome.kind === 'broken' ? outcome.why : outcome.kind;
      return [bad(`a host cannot join a new room (${why})`, 'nothing can be tested without')];
    }
    const { heartbeatIntervalMs, heartbeatTimeoutMs } = joined.observation;
    return [
      ...features(system),
      window(system.profile.resumeWindowMs),
      ...(heartbeatIntervalMs > 0 ? [heartbeats(heartbeatIntervalMs, heartbeatTimeoutMs)] : []),
    ];
  });

/** Steps that do nothing without the feature `resume`. */
const returning = ['resume', 'repeat', 'again'];

function features({ profile }: SystemUnderTest): Finding[] {
  const { features: declared, deviations } = profile;
  // Steps of a feature that is not declared are not missed; nor is `restart`, where the suite did not start the server, nor what it cannot
  // write into tokens that others make.
  const unsupported = profile.unsupported.filter(
    (kind) => kind !== 'restart' && kind !== TOKEN_CLAIMS && (declared.includes('resume') || !returning.includes(kind)),
  );
  const undeclared = all.filter((feature) => !declared.includes(feature));
  const list = declared.length === 0 ? 'no features' : declared.join(', ');
  return [
    declared.includes('remove')
      ? good(`declares ${list}`)
      : note(`declares ${list}`, `skipped are the cases of ${undeclared.join(', ')}`),
    ...(unsupported.length === 0
      ? []
      : [note(`cannot be made to do: ${unsupported.join(', ')}`, 'cases that need it are skipped')]),
    ...deviations.map(({ clause, why }) =>
      note(`is known to deviate from ${clause} (${why})`, 'it is not held to that'),
    ),
  ];
}

function window(ms: number): Finding {
  if (ms === 0) return good('has no resume window: the loss of a connection is the departure');
  const found = `has a resume window of ${inWords(ms)}`;
  return ms <= SHORT_MS
    ? good(found)
    : note(found, 'a run waits that long for every loss: give it a short one for tests');
}

const heartbeats = (interval: number, timeout: number): Finding =>
  good(`sends heartbeats every ${inWords(interval)} and takes a silent client as lost after ${inWords(timeout)}`);
