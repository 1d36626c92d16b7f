/** Profiles as messages. */
import * as pb from '../../../gen/es/testing/index.js';
import type { Heartbeat, Profile } from '../profile.js';
import { codec, feature, maybe, words } from './shared.js';

const side = words<Profile['side'], pb.Side>('side', { server: pb.Side.SERVER, client: pb.Side.CLIENT });

/** {@link Profile}, and adjourn.testing.v1.Profile. */
export const profiles = codec<Profile, typeof pb.ProfileSchema>(
  pb.ProfileSchema,
  (profile) => ({
    ...profile,
    side: side.number(profile.side),
    features: profile.features.map(feature.number),
    heartbeatIntervalMs: profile.heartbeat?.intervalMs ?? 0,
    heartbeatTimeoutMs: profile.heartbeat?.timeoutMs ?? 0,
    unsupported: [...profile.unsupported],
    deviations: profile.deviations.map((deviation) => ({ ...deviation })),
  }),
  (message) => ({
    name: message.name,
    side: message.side === pb.Side.UNSPECIFIED ? 'server' : side.word(message.side),
    features: message.features.map(feature.word),
    resumeWindowMs: message.resumeWindowMs,
    ...maybe('heartbeat', heartbeatOf(message)),
    wire: message.wire,
    tokens: message.tokens,
    slackMs: message.slackMs,
    unsupported: message.unsupported,
    deviations: message.deviations.map(({ clause, why }) => ({ clause, why })),
  }),
);

/** Of a system that announces neither there is nothing to say. */
function heartbeatOf({ heartbeatIntervalMs, heartbeatTimeoutMs }: pb.Profile): Heartbeat | undefined {
  if (heartbeatIntervalMs === 0 && heartbeatTimeoutMs === 0) return undefined;
  return { intervalMs: heartbeatIntervalMs, timeoutMs: heartbeatTimeoutMs };
}
