/**
 * Where a search was stopped: the place that it came furthest to, and a declared deviation that shows as something else
 * than a refusal.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { SearchStop } from './search-result.js';

/** What came behind a RoomLeft was settled by it: an End that is carried out all the same is this clause's. */
const SETTLED = 'request.settled-by-room-left';

/** What has stopped a search so far. */
export class Stops {
  #furthest: SearchStop | undefined;
  /** It, and nothing further on, is what stands in the way. */
  #deviation: SearchStop | undefined;
  /** An End whose caller had departed already was taken up, and changed nothing. */
  lateEnd = false;

  /** `deviations`: clauses that the system breaks on purpose. */
  constructor(private readonly deviations: ReadonlySet<string>) {}

  /** What stands in the way of the search as a whole. */
  get worst(): SearchStop | undefined {
    return this.#deviation ?? this.#furthest;
  }

  note(stop: SearchStop): void {
    if (!this.#furthest || isBetter(stop, this.#furthest)) this.#furthest = stop;
    const deviation = this.#deviation ? undefined : this.#deviationOf(stop);
    if (deviation) this.#deviation = { ...stop, deviation };
  }

  /** What must be refused was done instead, or what RoomLeft had settled was done all the same. */
  #deviationOf({ wanted, found, connection }: SearchStop): ClauseId | undefined {
    const seen = connection.log.find(({ index }) => index === found)?.observation.kind;
    if (this.lateEnd && seen === 'roomLeft' && this.deviations.has(SETTLED)) return SETTLED;
    if (wanted?.kind !== 'send' || wanted.message.kind !== 'rejected') return undefined;
    const [cause] = wanted.clauses;
    return this.deviations.has(cause) && (seen === 'accepted' || seen === 'roomLeft') ? cause : undefined;
  }
}

/**
 * What explains a longer beginning comes further; of two that stop at the same record, the one that needs less to have
 * happened.
 */
function isBetter(stop: SearchStop, than: SearchStop): boolean {
  if (stop.upTo !== than.upTo) return stop.upTo > than.upTo;
  return stop.found !== undefined && stop.found === than.found
    ? stop.matched < than.matched
    : stop.matched > than.matched;
}
