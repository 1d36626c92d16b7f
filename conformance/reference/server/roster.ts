/** Rosters as bytes. Everybody who joins is given everybody else, so each entry is encoded once and copied from then on. */
import { create, toBinary, type UnknownField } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { JoinedSchema, ParticipantSchema, Role } from '../../../gen/es/index.js';
import type { Member } from '../../../spec/machine/messages.js';

/** Nobody says here who has gone: what has not been asked for, while so many others and twice a roster were, is dropped. */
const SOME_ENTRIES = 1_024;

/**
 * Gives the entries of a roster as fields that are encoded already, which is what protobuf-es keeps unknown fields as.
 * A participation's id is never used again, so that what it stands for never changes.
 */
export function rosterEncoder(): (roster: readonly Member[]) => UnknownField[] {
  let recent = new Map<string, UnknownField>();
  let earlier = new Map<string, UnknownField>();
  const field = (member: Member): UnknownField => {
    const known = recent.get(member.participation);
    if (known) return known;
    const made = earlier.get(member.participation) ?? encoded(member);
    recent.set(member.participation, made);
    return made;
  };
  return (roster) => {
    if (recent.size > SOME_ENTRIES + 2 * roster.length) {
      earlier = recent;
      recent = new Map();
    }
    return roster.map(field);
  };
}

function encoded(member: Member): UnknownField {
  const bytes = toBinary(ParticipantSchema, create(ParticipantSchema, participant(member)));
  const data = new BinaryWriter().bytes(bytes).finish();
  return { no: JoinedSchema.field.roster.number, wireType: WireType.LengthDelimited, data };
}

/** A member, as the schema has it. */
export const participant = ({ participant: participantId, participation: participationId, role }: Member) => ({
  participantId,
  participationId,
  role: role === 'host' ? Role.HOST : Role.ATTENDEE,
});
