/** Who is in a room, and whom each seat believes to be there: read from the observations alone. */
import { close as closeCode } from '../../../gen/codes.js';
import type { HistoryRecord, Seen, Sent } from '../../exchange/history.js';
import { PEER } from '../../exchange/names.js';
import type { Observation } from '../../exchange/observation.js';
import type { Seat } from '../../exchange/scenario.js';
import {
  carrierOf,
  end,
  fallsQuiet,
  isMissed,
  startTracking,
  type TrackedConnection,
  type TrackedRoomObject,
  type TrackedSeat,
  takeOver,
} from './tracked-seat.js';

/** Follows a history that grows, and tells where each seat is. */
export class Presence {
  readonly #seats = new Map<string, TrackedSeat>();
  /** Participations whose leaver knows that they are over: it got a RoomLeft, or is in another room. */
  readonly #over = new Set<string>();
  readonly #sessionsShown = new Map<string, Set<string>>();
  #restarts = 0;
  #next = 0;

  /** `records` may grow; `seats` are those of the scenario. */
  constructor(
    private readonly records: readonly HistoryRecord[],
    private readonly seats: readonly Seat[] = [],
  ) {}

  /** In a room, as far as the seat was told. */
  isIn(seat: string): boolean {
    const state = this.#upToDate().get(seat);
    return state !== undefined && carrierOf(state) !== undefined;
  }

  /** How many participations of its own a seat has been shown. */
  shown(seat: string): number {
    return this.#upToDate().get(seat)?.shown.size ?? 0;
  }

  /** Has sent a Join, to a server that was not restarted since. */
  mayRepeat(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.restarts === this.#restarts;
  }

  /** One of its connections is frozen. */
  isFrozen(seat: string): boolean {
    return [...(this.#upToDate().get(seat)?.connections.values() ?? [])].some(({ frozen }) => frozen);
  }

  /** A seat is frozen that the server will miss. */
  silenceDue(): boolean {
    return this.#carriers().some(isMissed);
  }

  /** Was given something to resume with since its latest Join. */
  hasToken(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasToken ?? false;
  }

  /** Was given something to resume with in the stay before its latest Join. */
  hadToken(seat: string): boolean {
    return this.#upToDate().get(seat)?.former?.hasToken ?? false;
  }

  /** Somebody answers no Heartbeat: `asked`, it has asked for something since the last wait; `quiet`, it has not. */
  muteness(): 'none' | 'asked' | 'quiet' {
    const mute = this.#carriers().filter(({ quiet }) => quiet !== undefined);
    if (mute.length === 0) return 'none';
    return mute.some(({ quiet }) => quiet) ? 'quiet' : 'asked';
  }

  /** Has sent a numbered request since its latest Join. */
  hasAsked(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasAsked ?? false;
  }

  /** How many sessions of the room seats were shown. */
  sessionsShown(room: string): number {
    this.#upToDate();
    return this.#sessionsShown.get(room)?.size ?? 0;
  }

  /** No other seat holds the same participant. */
  isAlone(seat: string): boolean {
    const participant = this.seats.find(({ name }) => name === seat)?.participant;
    return this.seats.filter((one) => one.participant === participant).length === 1;
  }

  /**
   * A loss is not announced yet: a seat is still shown a participation that no connection carries and whose leaver was
   * told nothing.
   */
  lossesDue(): boolean {
    return this.#ghosts().length > 0;
  }

  /**
   * One of them is of somebody who said that it leaves as it closed: no window runs for it. A switch that was under way
   * then may still be carried out, and nobody is shown anything before.
   */
  goodbyesDue(): boolean {
    const closed = [...this.#upToDate().values()].flatMap(({ connections }) => [...connections.values()]);
    if (closed.some(({ saidGoodbye, object }) => saidGoodbye && object.undecided.size > 0)) return true;
    return this.#ghosts().some(([id, participant]) => this.#saidGoodbye(id, participant));
  }

  /** The participations that are still shown to somebody, though no connection carries them, and whose they are. */
  #ghosts(): [id: string, participant: string][] {
    const carriers = this.#carriers();
    const alive = new Set(carriers.filter((one) => !isMissed(one)).map(({ object }) => object.entered?.participation));
    const shown = carriers.filter(({ frozen }) => !frozen).flatMap(({ object }) => [...object.sees]);
    return shown.filter(([id]) => !alive.has(id) && !this.#over.has(id));
  }

  /** The Joined that shows the participation to its owner, such as that of a switch, may come after the close, or never. */
  #saidGoodbye(id: string, participant: string): boolean {
    const own = this.seats.filter((seat) => seat.participant === participant);
    const states = own.flatMap(({ name }) => this.#seats.get(name) ?? []);
    const unheard = states.every(({ shown }) => !shown.has(id));
    return states
      .flatMap(({ connections }) => [...connections.values()])
      .some(({ saidGoodbye, object }) => saidGoodbye && (unheard || object.entered?.participation === id));
  }

  #carriers(): TrackedConnection[] {
    return [...this.#upToDate().values()].flatMap((state) => carrierOf(state) ?? []);
  }

  #upToDate(): ReadonlyMap<string, TrackedSeat> {
    for (; this.#next < this.records.length; this.#next += 1) {
      const record = this.records[this.#next];
      if (record?.kind === 'sent') this.#sent(record);
      if (record?.kind === 'seen') this.#saw(record);
    }
    return this.#seats;
  }

  #sent({ seat, connection, action, request }: Sent): void {
    if (action.kind === 'restart') this.#restarts += 1;
    if (action.kind === 'wait') for (const one of this.#seats.values()) fallsQuiet(one);
    if (seat === PEER) return;
    const state = this.#seats.get(seat) ?? {
      object: undefined,
      former: undefined,
      connections: new Map(),
      shown: new Set(),
    };
    this.#seats.set(seat, state);
    if (action.kind === 'join') {
      state.former = state.object;
      state.object = startTracking(action.room, this.#restarts);
    }
    const object = action.kind === 'resume' && action.token === 'former' ? state.former : state.object;
    if (!object) return;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume')
      state.connections.set(connection, { object, state: 'opening', frozen: false, saidGoodbye: false });
    const used = state.connections.get(connection);
    if (used && (action.kind === 'cut' || action.kind === 'close')) end(used);
    if (used && action.kind === 'close') used.saidGoodbye = action.code === closeCode.LEAVE;
    if (used && (action.kind === 'freeze' || action.kind === 'heal')) used.frozen = action.kind === 'freeze';
    if (used && action.kind === 'mute') used.quiet = true;
    else if (used?.quiet) used.quiet = false;
    if (request !== undefined) object.hasAsked = true;
    if (request !== undefined && action.kind === 'switch') {
      object.switches.set(request, action.room);
      object.undecided.add(request);
    }
  }

  #saw({ seat, connection, observation }: Seen): void {
    const state = this.#seats.get(seat);
    const used = state?.connections.get(connection);
    if (!state || !used) return;
    const { object } = used;
    if ('replyTo' in observation) object.undecided.delete(observation.replyTo ?? 0);
    switch (observation.kind) {
      case 'joined':
        this.#joined(state, object, observation);
        takeOver(state, used, observation.token);
        break;
      case 'resumed':
        takeOver(state, used, observation.token);
        break;
      case 'participantJoined':
        object.sees.set(observation.member.participation, observation.member.participant);
        break;
      case 'participantLeft':
        object.sees.delete(observation.participation);
        break;
      case 'roomLeft':
        if (object.entered !== undefined) this.#over.add(object.entered.participation);
        used.state = 'over';
        break;
      case 'closed':
        end(used);
        break;
    }
  }

  /** The answer to a repeated Join shows a known participation, and everything after it is told again. */
  #joined(state: TrackedSeat, object: TrackedRoomObject, joined: Observation & { readonly kind: 'joined' }): void {
    const { participation, roster, replyTo = 0, heartbeatTimeoutMs } = joined;
    const before = object.entered?.participation;
    if (before !== undefined && !state.shown.has(participation)) this.#over.add(before);
    object.entered = { participation, hasTimeout: heartbeatTimeoutMs > 0 };
    object.room = object.switches.get(replyTo) ?? object.room;
    object.sees.clear();
    for (const member of roster) object.sees.set(member.participation, member.participant);
    state.shown.add(participation);
    const sessions = this.#sessionsShown.get(object.room) ?? new Set();
    this.#sessionsShown.set(object.room, sessions.add(joined.session));
  }
}
