/**
 * From one history to what people were told by what had happened. A departure counts only where its cause is beyond doubt:
 * of all steps until somebody was told of it, exactly one may have ended it, and that one was not refused.
 */
import type { MeasuredCause, Telling } from '../../exchange/crosswalk.js';
import type { History } from '../../exchange/history.js';
import { causesOf, type Ending, isDisturbed, readEndings } from './causes.js';
import { type Arrival, firstTold, readStays, type Stay } from './stays.js';

/** What one person was told, or that it was told nothing. */
export interface MeasuredTelling extends Telling {
  /** In milliseconds; 0 where nothing was told. */
  readonly afterMs: number;
}

interface Certain {
  readonly stay: Stay;
  readonly cause: MeasuredCause;
  readonly ending: Ending;
}

/** What everybody was told of each departure whose cause is beyond doubt. Of a client there is nothing: its server is the suite. */
export function measureTellings(history: History): readonly MeasuredTelling[] {
  const { profile, records } = history;
  if (profile.side === 'client' || records.some(({ kind }) => kind === 'overdue')) return [];
  const stays = readStays(history);
  const endings = readEndings(history);
  const certain = stays.flatMap((stay) => certainCause(stay, endings, history) ?? []);
  const world = { history, stays, endings, certain };
  return certain.flatMap((one) => [...toldToLeaver(one, world), ...toldToOthers(one, world)]);
}

interface MeasuredWorld {
  readonly history: History;
  readonly stays: readonly Stay[];
  readonly endings: readonly Ending[];
  readonly certain: readonly Certain[];
}

function certainCause(stay: Stay, endings: readonly Ending[], history: History): Certain | undefined {
  const told = firstTold(stay);
  if (told === undefined) return undefined;
  const [only, ...others] = causesOf(stay, told, endings, history);
  if (!only || others.length > 0 || only.effect === 'unclear') return undefined;
  return { stay, cause: only.effect, ending: only.ending };
}

function toldToLeaver({ stay, cause, ending }: Certain, { history, endings }: MeasuredWorld): MeasuredTelling[] {
  if (stay.own) return [told(cause, 'leaver', ending, stay.own)];
  const undisturbed = !isDisturbed(stay.seat, history.records.length, endings, ending);
  return isOver(history) && undisturbed ? [silent(cause, 'leaver')] : [];
}

function toldToOthers({ stay, cause, ending }: Certain, world: MeasuredWorld): MeasuredTelling[] {
  const { stays, endings } = world;
  const there = stays.filter((other) => other !== stay && wasThere(other, stay, ending));
  return there.flatMap((other) => {
    const arrival = stay.toldTo.get(other);
    if (arrival) return isDisturbed(other.seat, arrival.index, endings) ? [] : [told(cause, 'others', ending, arrival)];
    return staysToHear(other, ending, world) ? [silent(cause, 'others')] : [];
  });
}

/** It knew of the stay when the cause came, and was still in the room. */
function wasThere(other: Stay, stay: Stay, { index }: Ending): boolean {
  const met = other.knows.get(stay.name);
  const gone = Math.min(other.own?.index ?? Infinity, other.moved ?? Infinity);
  return met !== undefined && met < index && gone > index;
}

/** What ends the meeting for all: nobody stays to be told of the others. */
const WHOLE: readonly MeasuredCause[] = ['ended-by-host', 'ended-by-last', 'ended-by-operator', 'closed-by-operator'];

/** Nothing kept it from being told until the end; but where all are gone, that they were told nothing is worth a row. */
function staysToHear(other: Stay, ending: Ending, { history, endings, certain }: MeasuredWorld): boolean {
  if (!isOver(history) || isDisturbed(other.seat, history.records.length, endings)) return false;
  if (certain.some((one) => one.stay === other && one.ending === ending && WHOLE.includes(one.cause))) return true;
  const { length } = history.records;
  return firstTold(other) === undefined && causesOf(other, length, endings, history).length === 0;
}

/** Nothing that was owed is still to come. */
const isOver = ({ settled }: History): boolean => settled !== 'unreachable';

const told = (
  cause: MeasuredCause,
  listener: Telling['listener'],
  { sent }: Ending,
  { at, native, reason }: Arrival,
): MeasuredTelling => ({
  cause,
  listener,
  ...(native === undefined ? {} : { native }),
  means: reason,
  afterMs: Math.max(0, at - sent.at),
});

const silent = (cause: MeasuredCause, listener: Telling['listener']): MeasuredTelling => ({
  cause,
  listener,
  means: [],
  afterMs: 0,
});
