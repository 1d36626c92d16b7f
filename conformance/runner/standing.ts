/** Where everybody stands, read off the observations alone: who is in a room, and whom each one believes to be there. */
import type { HistoryRecord, Observation } from '../exchange/index.js';

interface Stand {
  readonly connection: number;
  /** The participation that the connection carries, while it does. */
  bound: string | undefined;
  /** The participations that the seat was shown as present, itself not among them. */
  readonly sees: Set<string>;
}

export class Standing {
  readonly #stands = new Map<string, Stand>();
  readonly #shown = new Map<string, number>();
  /** Participations whose leaver got a RoomLeft. */
  readonly #told = new Set<string>();
  #next = 0;

  constructor(private readonly records: readonly HistoryRecord[]) {}

  /** In a room, as far as the seat was told. */
  isIn(seat: string): boolean {
    return this.#upToDate().get(seat)?.bound !== undefined;
  }

  /** How many participations of its own a seat has been shown. */
  shown(seat: string): number {
    this.#upToDate();
    return this.#shown.get(seat) ?? 0;
  }

  /** Whether somebody is still shown a participation that nothing carries any more and that was told nothing: lost, and not announced yet. */
  lossesDue(): boolean {
    const stands = [...this.#upToDate().values()];
    const alive = new Set(stands.map(({ bound }) => bound));
    return stands.some(
      ({ bound, sees }) => bound !== undefined && [...sees].some((id) => !alive.has(id) && !this.#told.has(id)),
    );
  }

  #upToDate(): ReadonlyMap<string, Stand> {
    for (; this.#next < this.records.length; this.#next += 1) {
      const record = this.records[this.#next];
      if (record?.kind === 'sent') this.#sent(record);
      if (record?.kind === 'seen') this.#saw(record.seat, record.connection, record.observation);
    }
    return this.#stands;
  }

  #sent({ seat, connection, action }: HistoryRecord & { kind: 'sent' }): void {
    if (this.#stands.get(seat)?.connection !== connection)
      this.#stands.set(seat, { connection, bound: undefined, sees: new Set() });
    const stand = this.#stands.get(seat);
    if (stand && (action.kind === 'cut' || action.kind === 'close')) stand.bound = undefined;
  }

  #saw(seat: string, connection: number, observation: Observation): void {
    const stand = this.#stands.get(seat);
    if (observation.kind === 'joined') this.#shown.set(seat, (this.#shown.get(seat) ?? 0) + 1);
    if (stand?.connection !== connection) return;
    switch (observation.kind) {
      case 'joined':
        stand.bound = observation.participation;
        for (const { participation } of observation.roster) stand.sees.add(participation);
        break;
      case 'participantJoined':
        stand.sees.add(observation.member.participation);
        break;
      case 'participantLeft':
        stand.sees.delete(observation.participation);
        break;
      case 'roomLeft':
        if (stand.bound !== undefined) this.#told.add(stand.bound);
        stand.bound = undefined;
        break;
      case 'closed':
        stand.bound = undefined;
        break;
    }
  }
}
