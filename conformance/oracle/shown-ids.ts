/**
 * Which ids a server made for what somebody did: read off the answers, wherever they were shown, or guessed from what
 * others saw.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { FreshIds } from '../../spec/machine/events.js';
import type { History, HistoryRecord, Seen, Sent } from '../exchange/history.js';
import type { Observation } from '../exchange/observation.js';
import type { Action, Seat } from '../exchange/scenario.js';
import { rememberedMs } from '../exchange/timing.js';

interface Place {
  readonly record: Sent;
  readonly sent: number;
}

type Joined = Observation & { kind: 'joined' };

/** The ids and tokens that a history shows. */
export class ShownIds {
  readonly #seats: ReadonlyMap<string, Seat>;
  /** The records of each seat, with their places in the history. */
  readonly #bySeat = new Map<string, { readonly record: HistoryRecord; readonly at: number }[]>();
  /**
   * Participations that others were shown, and that nobody was shown as its own; with the place where each was first
   * shown.
   */
  readonly #unclaimed = new Map<string, { readonly id: string; readonly at: number }[]>();
  /** The sessions that were shown of each room, in order. */
  readonly #sessions = new Map<string, string[]>();

  constructor(readonly history: History) {
    this.#seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
    history.records.forEach((record, at) => {
      const known = this.#bySeat.get(record.seat);
      if (known) known.push({ record, at });
      else this.#bySeat.set(record.seat, [{ record, at }]);
    });
    this.#collect();
  }

  seat(name: string): Seat {
    const seat = this.#seats.get(name);
    if (!seat) throw new Error(`a record is of seat "${name}", which the scenario does not have`);
    return seat;
  }

  /** Whether the server takes a connection as lost over which nothing comes. */
  get heedsSilence(): boolean {
    return (this.history.profile.heartbeat?.timeoutMs ?? 0) > 0;
  }

  /** Whether the server asks for access tokens, as far as the suite knows. */
  get asksForTokens(): boolean {
    return this.history.profile.tokens;
  }

  /** Whether the system declares to break a clause. */
  deviatesFrom(clause: ClauseId): boolean {
    return this.history.profile.deviations.some((one) => one.clause === clause);
  }

  /** Whether all observers see all departures in the same order. Clause `departure.room-order`. */
  get ordersDepartures(): boolean {
    return this.history.profile.features.includes('room_order');
  }

  /**
   * Whether a seat that comes back has been away for longer than a server must remember why it departed. Clause
   * `resume.remembers`.
   */
  mayBeForgotten({ seat, at }: Sent, sent: number): boolean {
    const { resumeWindowMs, heartbeat, slackMs } = this.history.profile;
    const mustMs = rememberedMs(resumeWindowMs, heartbeat?.timeoutMs ?? 0);
    const before = this.#bySeat.get(seat)?.findLast((one) => one.at < sent && one.record.kind === 'seen');
    return before !== undefined && before.record.kind === 'seen' && at - before.record.at > mustMs - slackMs;
  }

  /** The Join that a record is, or repeats. */
  joinOf(record: Sent, sent: number): Place | undefined {
    return record.action.kind === 'join'
      ? { record, sent }
      : this.#before(record.seat, sent, ({ action }) => action.kind === 'join');
  }

  /** Whether a Join was refused before it was sent again. */
  isRefused({ record: { seat, connection }, sent }: Place, repeated: number): boolean {
    return (this.#bySeat.get(seat) ?? []).some(
      ({ record, at }) =>
        at > sent &&
        at < repeated &&
        record.kind === 'seen' &&
        record.connection === connection &&
        record.observation.kind === 'rejected' &&
        !record.observation.replyTo,
    );
  }

  /** The request that a record sends again. */
  requestOf({ seat, request }: Sent, sent: number): Place | undefined {
    return this.#before(seat, sent, (one) => one.request === request && one.action.kind !== 'again');
  }

  /** The token that the answer to a join, a repeated one or a resume gave, or one that nobody was shown. */
  token({ seat, connection }: Sent, sent: number): string {
    return this.#tokenOn(seat, connection, sent) ?? `${seat}?${sent}`;
  }

  /** The first token that was given on a connection behind a place. */
  #tokenOn(seat: string, connection: number, behind = -1): string | undefined {
    for (const { record, at } of this.#bySeat.get(seat) ?? []) {
      if (at <= behind || record.kind !== 'seen' || record.connection !== connection) continue;
      const { observation } = record;
      if (observation.kind === 'joined' || observation.kind === 'resumed') return observation.token;
    }
    return undefined;
  }

  /** The ids that a join or a switch made, or, where its answer was never seen, those that it may have made. */
  made(record: Sent, sent: number): FreshIds[] {
    const answer = this.#answer(record, sent);
    const unshown = `${record.seat}?${sent}`;
    if (answer) {
      const { observation, connection } = answer;
      // Sent again on another connection, it bears the token with which that began; sent there first, its own.
      const isResent = connection !== record.connection && observation.token === this.#tokenOn(record.seat, connection);
      const token = isResent ? unshown : observation.token;
      return [{ session: observation.session || unshown, participation: observation.participation, token }];
    }
    const { participant } = this.seat(record.seat);
    const guesses = (this.#unclaimed.get(participant) ?? []).filter(({ at }) => at > sent).map(({ id }) => id);
    const sessions = this.#sessions.get(roomOf(record.action)) ?? [];
    return [...guesses, unshown].flatMap((participation) =>
      [...sessions, unshown].map((session) => ({ session, participation, token: unshown })),
    );
  }

  /** Whether somebody was shown the Joined of a Join. */
  isJoined({ record, sent }: Place): boolean {
    return this.#answer(record, sent) !== undefined;
  }

  /** The room that a Joined is of: of the switch that it answers, or of the seat's latest Join. */
  roomOf({ seat, observation }: Seen & { observation: Joined }, at: number): string {
    const replyTo = observation.replyTo ?? 0;
    const asked = this.#before(seat, at, ({ action, request }) =>
      replyTo > 0 ? action.kind === 'switch' && request === replyTo : action.kind === 'join',
    );
    return asked ? roomOf(asked.record.action) : '';
  }

  #before(seat: string, before: number, fits: (record: Sent) => boolean): Place | undefined {
    let found: Place | undefined;
    for (const { record, at } of this.#bySeat.get(seat) ?? []) {
      if (at >= before) break;
      if (record.kind === 'sent' && fits(record)) found = { record, sent: at };
    }
    return found;
  }

  /** The Joined for a join or a switch, on whichever connection of the same room object it came. */
  #answer({ seat, request, connection }: Sent, sent: number): { observation: Joined; connection: number } | undefined {
    const replyTo = request ?? 0;
    for (const { record, at } of this.#bySeat.get(seat) ?? []) {
      if (at <= sent || record.kind === 'skipped') continue;
      if (record.kind === 'sent' && record.action.kind === 'join') return undefined;
      if (record.kind !== 'seen') continue;
      const { observation } = record;
      if (observation.kind === 'joined' && (observation.replyTo ?? 0) === replyTo)
        return { observation, connection: record.connection };
      const refused = observation.kind === 'rejected' && (observation.replyTo ?? 0) === replyTo;
      if (refused && record.connection === connection) return undefined;
    }
    return undefined;
  }

  #collect(): void {
    const claimed = new Set<string>();
    const others = new Map<string, { participant: string; at: number }>();
    const see = (participation: string, participant: string, at: number) => {
      if (!others.has(participation)) others.set(participation, { participant, at });
    };
    this.history.records.forEach((record, at) => {
      if (record.kind !== 'seen') return;
      const { observation } = record;
      if (observation.kind === 'joined') {
        claimed.add(observation.participation);
        for (const { participation, participant } of observation.roster) see(participation, participant, at);
        this.#note(this.roomOf({ ...record, observation }, at), observation.session);
      } else if (observation.kind === 'participantJoined')
        see(observation.member.participation, observation.member.participant, at);
      else if (observation.kind === 'participantLeft') see(observation.participation, observation.participant, at);
    });
    for (const [id, { participant, at }] of others) {
      if (claimed.has(id)) continue;
      this.#unclaimed.set(participant, [...(this.#unclaimed.get(participant) ?? []), { id, at }]);
    }
  }

  #note(room: string, session: string): void {
    const known = this.#sessions.get(room) ?? [];
    if (session !== '' && !known.includes(session)) this.#sessions.set(room, [...known, session]);
  }
}

const roomOf = (action: Action): string => ('room' in action ? action.room : '');
