/**
 * Room objects by what a client can name them with: join ids, resume tokens, participations; also of those that
 * have been forgotten.
 */
import type { Seat } from '../../exchange/scenario.js';
import { recentNames } from './recent-names.js';
import type { LoggedRoomObject, RoomGroup } from './types.js';

/** The seat of a client whose log does not say who it is. */
export const unnamedSeat = (name: string): Seat => ({ name, participant: name, role: 'attendee' });

/** What is known of a room object when it begins. */
type Beginning = Partial<Pick<LoggedRoomObject, 'room' | 'joinId' | 'origin'>>;

/** A room object that begins in this group. */
export function newRoomObject(group: RoomGroup, seat: Seat, beginning: Beginning): LoggedRoomObject {
  const { room = '', joinId = '', origin = 'join' } = beginning;
  const counts = { connections: 0, request: 0, sequence: 0 };
  const object = {
    seat,
    group,
    room,
    joinId,
    origin,
    ...counts,
    tokens: [],
    participations: [],
    flaws: new Set<never>(),
  };
  group.objects.add(object);
  return object;
}

/** The room object that a token stood for was forgotten. `room`: where it may go on; none where it cannot. */
interface ForgottenToken {
  readonly room: string | undefined;
}

/** Which room object each name stands for. */
export function identities() {
  const joins = new Map<string, LoggedRoomObject>();
  const tokens = new Map<string, LoggedRoomObject>();
  const forgottenJoins = recentNames<true>();
  const forgottenTokens = recentNames<ForgottenToken>();
  const forgottenParticipations = recentNames<true>();
  return {
    /** The room object that sent a Join with this id. */
    ofJoin: (joinId: string): LoggedRoomObject | undefined => joins.get(joinId),
    /** The room object that was given this token. */
    ofToken: (token: string): LoggedRoomObject | undefined => tokens.get(token),
    isForgottenJoin: (joinId: string): boolean => forgottenJoins.has(joinId),
    forgottenToken: (token: string): ForgottenToken | undefined => forgottenTokens.get(token),
    /** Whether a room object that was forgotten was shown this participation as its own. */
    isForgottenParticipation: (participation: string): boolean => forgottenParticipations.has(participation),

    /** A room object has sent its Join. */
    addJoin(object: LoggedRoomObject): void {
      if (object.joinId !== '') joins.set(object.joinId, object);
    },

    addToken(token: string, object: LoggedRoomObject): void {
      tokens.set(token, object);
    },

    /** All names may be forgotten now: none of them displaces another one. */
    expectAll(): void {
      forgottenTokens.expect(tokens.size);
      forgottenJoins.expect(joins.size);
    },

    /**
     * Forgets a room object. Any of its tokens may come back: nobody may know which was used last. `room`: where it
     * may go on.
     */
    forget(object: LoggedRoomObject, room: string | undefined): void {
      const { joinId, participations } = object;
      for (const participation of participations) forgottenParticipations.add(participation, true);
      if (joins.get(joinId) === object && joins.delete(joinId)) forgottenJoins.add(joinId, true);
      for (const token of object.tokens) {
        if (tokens.get(token) === object) tokens.delete(token);
        forgottenTokens.add(token, { room });
      }
    },
  };
}
