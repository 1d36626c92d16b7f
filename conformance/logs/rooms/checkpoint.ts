/**
 * Synthetic records that stand for those which have been forgotten: those who are present join, one after the
 * other.
 */

import type { Seen, Sent } from '../../exchange/history.js';
import type { Member, Observation } from '../../exchange/observation.js';
import type { LoggedRecord, LoggedState } from './types.js';

interface SyntheticRecords {
  readonly records: readonly LoggedRecord[];
  /** The sequence that each of them has in these records at the end. */
  readonly present: readonly { readonly state: LoggedState; readonly sequence: number }[];
}

/** `agreed`: everybody has been shown the same. Otherwise the roster of each is what it has been shown itself. */
export function syntheticJoins(present: readonly LoggedState[], at: number, agreed: boolean): SyntheticRecords {
  const records: LoggedRecord[] = [];
  const before: { readonly state: LoggedState; sequence: number }[] = [];
  for (const state of present) {
    const companions = agreed ? before.filter(({ state: { room } }) => room === state.room) : [];
    const roster = agreed ? companions.map((other) => memberOf(other.state)) : [...state.others.values()];
    records.push(joins(state, at), shown(state, at, joinedOf(state, roster)));
    for (const companion of companions) {
      companion.sequence += 1;
      const { sequence } = companion;
      const member = memberOf(state);
      records.push(shown(companion.state, at, { kind: 'participantJoined', sequence, replyTo: 0, member }));
    }
    before.push({ state, sequence: 1 });
  }
  return { records, present: before };
}

const memberOf = ({ object, joined }: LoggedState): Member => ({
  participant: object.seat.participant,
  participation: joined?.observation.participation ?? '',
  role: object.seat.role,
});

function joins({ object, room, connection, joined }: LoggedState, at: number): LoggedRecord {
  const seat = object.seat.name;
  const record: Sent = { kind: 'sent', at, seat, round: 0, connection, action: { kind: 'join', seat, room } };
  return { record, line: joined?.line ?? 0, object, page: undefined, offset: 0, synthetic: true };
}

function shown({ object, connection, joined }: LoggedState, at: number, observation: Observation): LoggedRecord {
  const record: Seen = { kind: 'seen', at, seat: object.seat.name, connection, observation };
  return { record, line: joined?.line ?? 0, object, page: undefined, offset: 0, synthetic: true };
}

function joinedOf({ joined, token }: LoggedState, roster: readonly Member[]): Observation {
  const { observation } = joined as NonNullable<LoggedState['joined']>;
  return { ...observation, roster, token, sequence: 1, replyTo: 0, lastRequest: 0 };
}
