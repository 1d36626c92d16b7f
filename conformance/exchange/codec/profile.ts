/** Profiles as messages. */
import * as pb from '../../../gen/es/testing/index.js';
import type { Profile } from '../profile.js';
import { codec, feature } from './shared.js';

/** {@link Profile}, and adjourn.testing.v1.Profile. */
export const profiles = codec<Profile, typeof pb.ProfileSchema>(
  pb.ProfileSchema,
  (profile) => ({
    ...profile,
    features: profile.features.map(feature.number),
    unsupported: [...profile.unsupported],
    deviations: profile.deviations.map((deviation) => ({ ...deviation })),
  }),
  (message) => ({
    name: message.name,
    features: message.features.map(feature.word),
    resumeWindowMs: message.resumeWindowMs,
    wire: message.wire,
    tokens: message.tokens,
    slackMs: message.slackMs,
    unsupported: message.unsupported,
    deviations: message.deviations.map(({ clause, why }) => ({ clause, why })),
  }),
);
