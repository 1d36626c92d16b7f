/** Rosters as bytes. Everybody who joins is given everybody else, so each entry is encoded once and copied from then on. */
import { create, toBinary, type UnknownField } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { JoinedSchema, ParticipantSchema, Role } from '../../../gen/es/index.js';
import type { Member } from '../../../spec/machine/messages.js';

/** Nobody says here who has gone: what has not been asked for, while so many others and twice a roster were, is dropped. */
const SOME_ENTRIES = 1_024;

/** A participation's id is never used again, so that what it stands for never changes. */
export class Rosters {
  #recent = new Map<string, UnknownField>();
  #earlier = new Map<string, UnknownField>();

  /** Put into a Joined as fields that are encoded already, which is what protobuf-es keeps unknown fields as. */
  fields(roster: readonly Member[]): UnknownField[] {
    if (this.#recent.size > SOME_ENTRIES + 2 * roster.length) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    return roster.map((member) => this.#field(member));
  }

  #field(member: Member): UnknownField {
    const recent = this.#recent.get(member.participation);
    if (recent) return recent;
    const field = this.#earlier.get(member.participation) ?? encoded(member);
    this.#recent.set(member.participation, field);
    return field;
  }
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
