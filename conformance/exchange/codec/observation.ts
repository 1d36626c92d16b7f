/** Observations as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { JoinedObservation, Member, Observation } from '../observation.js';
import type { Code } from '../words.js';
import { CodecError, codec, feature, fieldsOf, maybe, need, refusal, role, unknownKind } from './shared.js';

export const candidate = {
  encode: (code: Code) => (code === 'absent' ? {} : { code }),
  decode: (message: pb.Candidate): Code => message.code ?? 'absent',
};

export const member = {
  encode: (one: Member) => ({ ...one, role: role.number(one.role) }),
  decode: (message: pb.Member): Member => ({
    participant: message.participant,
    participation: message.participation,
    role: role.word(message.role),
  }),
};

/** All fields of a Joined bear the same names in both. */
const joined = {
  encode: (seen: JoinedObservation) => ({
    ...seen,
    roster: seen.roster.map(member.encode),
    features: seen.features.map(feature.number),
  }),
  decode: (message: pb.JoinedObservation) => ({
    ...fieldsOf(message),
    roster: message.roster.map(member.decode),
    features: message.features.map(feature.word),
  }),
};

/** {@link Observation}, and adjourn.testing.v1.Observation. */
export const observations = codec<Observation, typeof pb.ObservationSchema>(
  pb.ObservationSchema,
  (observation) => ({
    ...('sequence' in observation ? maybe('sequence', observation.sequence) : {}),
    ...('replyTo' in observation ? maybe('replyTo', observation.replyTo) : {}),
    kind: observationKind(observation),
  }),
  (message) => {
    const { kind } = message;
    const numbered = { ...maybe('sequence', message.sequence), ...maybe('replyTo', message.replyTo) };
    switch (kind.case) {
      case 'joined':
        return { ...numbered, kind: 'joined', ...joined.decode(kind.value) };
      case 'resumed': {
        const { token, lastRequest } = kind.value;
        return { ...numbered, kind: 'resumed', token, lastRequest };
      }
      case 'heartbeat':
        return { ...numbered, kind: 'heartbeat' };
      case 'accepted':
        return { ...numbered, kind: 'accepted' };
      case 'rejected':
        return { ...numbered, kind: 'rejected', code: refusal.word(kind.value.code) };
      case 'participantJoined': {
        const who = need(kind.value.member, 'The member of a participantJoined');
        return { ...numbered, kind: 'participantJoined', member: member.decode(who) };
      }
      case 'participantLeft': {
        const { participant, participation, reason } = kind.value;
        return {
          ...numbered,
          kind: 'participantLeft',
          participant,
          participation,
          reason: reason.map(candidate.decode),
          ...maybe('native', kind.value.native),
        };
      }
      case 'roomLeft':
        return {
          ...numbered,
          kind: 'roomLeft',
          reason: kind.value.reason.map(candidate.decode),
          ...maybe('native', kind.value.native),
        };
      case 'closed':
        return { kind: 'closed', code: kind.value.code };
      case 'invalid':
        return { kind: 'invalid', what: kind.value.what };
      default:
        throw new CodecError('An observation has no kind that this version knows.');
    }
  },
);

function observationKind(seen: Observation): NonNullable<MessageInitShape<typeof pb.ObservationSchema>['kind']> {
  switch (seen.kind) {
    case 'joined':
      return { case: 'joined', value: joined.encode(seen) };
    case 'resumed':
      return { case: 'resumed', value: { token: seen.token, lastRequest: seen.lastRequest } };
    case 'heartbeat':
      return { case: 'heartbeat', value: {} };
    case 'accepted':
      return { case: 'accepted', value: {} };
    case 'rejected':
      return { case: 'rejected', value: { code: refusal.number(seen.code) } };
    case 'participantJoined':
      return { case: 'participantJoined', value: { member: member.encode(seen.member) } };
    case 'participantLeft': {
      const { participant, participation } = seen;
      return {
        case: 'participantLeft',
        value: {
          participant,
          participation,
          reason: seen.reason.map(candidate.encode),
          ...maybe('native', seen.native),
        },
      };
    }
    case 'roomLeft':
      return {
        case: 'roomLeft',
        value: { reason: seen.reason.map(candidate.encode), ...maybe('native', seen.native) },
      };
    case 'closed':
      return { case: 'closed', value: { code: seen.code } };
    case 'invalid':
      return { case: 'invalid', value: { what: seen.what } };
    default:
      throw unknownKind('observation', seen);
  }
}
