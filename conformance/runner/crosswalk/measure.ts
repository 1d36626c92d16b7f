/**
 * From one history to what people were told by what had happened. A departure counts only where its cause is beyond doubt:
 * of all steps until somebody was told of it, exactly one may have ended it, and that one was not refused.
 */
import type { MeasuredCause, WordTold } from '../../exchange/crosswalk.js';
import type { History } from '../../exchange/history.js';
import { causesOf, type EndingStep, isDisturbed, readEndings } from './causes.js';
import { type Arrival, firstTold, readParticipations, type ShownParticipation } from './participations.js';

/** What one person was told, or that it was told nothing. */
export interface MeasuredTelling extends WordTold {
  /** In milliseconds; 0 where nothing was told. */
  readonly afterMs: number;
}

interface Certain {
  readonly participation: ShownParticipation;
  readonly cause: MeasuredCause;
  readonly ending: EndingStep;
}

/** What everybody was told of each departure whose cause is beyond doubt. Of a client there is nothing: its server is the suite. */
export function measureTellings(history: History): readonly MeasuredTelling[] {
  const { profile, records } = history;
  if (profile.side === 'client' || records.some(({ kind }) => kind === 'overdue')) return [];
  const participations = readParticipations(history);
  const endings = readEndings(history);
  const certain = participations.flatMap((participation) => certainCause(participation, endings, history) ?? []);
  const world = { history, participations, endings, certain };
  return certain.flatMap((one) => [...toldToLeaver(one, world), ...toldToOthers(one, world)]);
}

interface MeasuredWorld {
  readonly history: History;
  readonly participations: readonly ShownParticipation[];
  readonly endings: readonly EndingStep[];
  readonly certain: readonly Certain[];
}

function certainCause(
  participation: ShownParticipation,
  endings: readonly EndingStep[],
  history: History,
): Certain | undefined {
  const told = firstTold(participation);
  if (told === undefined) return undefined;
  const [only, ...others] = causesOf(participation, told, endings, history);
  if (!only || others.length > 0 || only.effect === 'unclear') return undefined;
  return { participation, cause: only.effect, ending: only.ending };
}

function toldToLeaver(
  { participation, cause, ending }: Certain,
  { history, endings }: MeasuredWorld,
): MeasuredTelling[] {
  if (participation.own) return [told(cause, 'leaver', ending, participation.own)];
  const undisturbed = !isDisturbed(participation.seat, history.records.length, endings, ending);
  return isOver(history) && undisturbed ? [silent(cause, 'leaver')] : [];
}

function toldToOthers({ participation, cause, ending }: Certain, world: MeasuredWorld): MeasuredTelling[] {
  const { participations, endings } = world;
  const there = participations.filter((other) => other !== participation && wasThere(other, participation, ending));
  return there.flatMap((other) => {
    const arrival = participation.toldTo.get(other);
    if (arrival) return isDisturbed(other.seat, arrival.index, endings) ? [] : [told(cause, 'others', ending, arrival)];
    return hearsToTheEnd(other, ending, world) ? [silent(cause, 'others')] : [];
  });
}

/** It knew of the participation when the cause came, and was still in the room. */
function wasThere(other: ShownParticipation, participation: ShownParticipation, { index }: EndingStep): boolean {
  const met = other.knows.get(participation.name);
  const gone = Math.min(other.own?.index ?? Infinity, other.moved ?? Infinity);
  return met !== undefined && met < index && gone > index;
}

/** What ends the meeting for all: nobody is left to be told of the others. */
const WHOLE: readonly MeasuredCause[] = ['ended-by-host', 'ended-by-last', 'ended-by-operator', 'closed-by-operator'];

/** Nothing kept it from being told until the end; but where all are gone, that they were told nothing is worth a row. */
function hearsToTheEnd(
  other: ShownParticipation,
  ending: EndingStep,
  { history, endings, certain }: MeasuredWorld,
): boolean {
  if (!isOver(history) || isDisturbed(other.seat, history.records.length, endings)) return false;
  if (certain.some((one) => one.participation === other && one.ending === ending && WHOLE.includes(one.cause)))
    return true;
  const { length } = history.records;
  return firstTold(other) === undefined && causesOf(other, length, endings, history).length === 0;
}

/** Nothing that was owed is still to come. */
const isOver = ({ settled }: History): boolean => settled !== 'unreachable';

const told = (
  cause: MeasuredCause,
  listener: WordTold['listener'],
  { sent }: EndingStep,
  { at, native, reason }: Arrival,
): MeasuredTelling => ({
  cause,
  listener,
  ...(native === undefined ? {} : { native }),
  means: reason,
  afterMs: Math.max(0, at - sent.at),
});

const silent = (cause: MeasuredCause, listener: WordTold['listener']): MeasuredTelling => ({
  cause,
  listener,
  means: [],
  afterMs: 0,
});
