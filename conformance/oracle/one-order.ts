/**
 * Without `room_order` each observer may hear of several departures in an order of its own. The machine knows one order alone, so what
 * an observer was told of departures in a row is put into the order in which they first showed to anybody.
 */
import type { History } from '../exchange/index.js';
import type { Entry } from './problem.js';

type Departures = ReadonlyMap<string, number>;

/** Where each departure first showed to anybody. */
export function firstShown({ records }: History): Departures {
  const first = new Map<string, number>();
  for (const [index, record] of records.entries())
    if (record.kind === 'seen' && record.observation.kind === 'participantLeft') {
      const { participation } = record.observation;
      if (!first.has(participation)) first.set(participation, index);
    }
  return first;
}

/** The same log, with departures in a row in that order; each place keeps its index and its sequence. */
export function inOneOrder(log: readonly Entry[], first: Departures): Entry[] {
  const ordered: Entry[] = [];
  for (let at = 0; at < log.length; ) {
    const run = departuresFrom(log, at);
    const sorted = [...run].sort((one, other) => place(one, first) - place(other, first));
    ordered.push(...sorted.map((entry, index) => inPlaceOf(entry, run[index] ?? entry)));
    const [next] = run.length === 0 ? log.slice(at, at + 1) : [];
    if (next) ordered.push(next);
    at += Math.max(1, run.length);
  }
  return ordered;
}

const isDeparture = ({ observation }: Entry): boolean => observation.kind === 'participantLeft';

function departuresFrom(log: readonly Entry[], at: number): readonly Entry[] {
  const end = log.findIndex((entry, index) => index >= at && !isDeparture(entry));
  return log.slice(at, end < 0 ? log.length : end);
}

const place = ({ observation }: Entry, first: Departures): number =>
  observation.kind === 'participantLeft' ? (first.get(observation.participation) ?? 0) : 0;

function inPlaceOf({ observation }: Entry, { index, observation: there }: Entry): Entry {
  const sequence = 'sequence' in there ? there.sequence : undefined;
  return {
    index,
    observation: sequence === undefined ? observation : ({ ...observation, sequence } as Entry['observation']),
  };
}
