/** What every connection was shown, and whether what the machine sends may have come just so. */
import { closeOver } from '../../spec/machine/gone.js';
import type { Effect, RoomObjectId } from '../../spec/machine/messages.js';
import type { Server } from '../../spec/machine/state.js';
import { type Accounted, advance } from './advance.js';
import { isAbout, shows } from './match.js';
import { dropsTail, isAnswer, isFenced } from './owed.js';
import type { ConnectionHistory, Problem, ShownEntry } from './problem.js';
import type { SearchStop, SeenEffect } from './search-result.js';

/** How what an event has sent was seen. */
export interface ShownEffects {
  readonly account: Accounted;
  /** What was seen of what is accounted for now. */
  readonly effects: readonly SeenEffect[];
  /** Nothing of the new effects is lost or still to come. */
  readonly all: boolean;
}

/** What an event has sent. */
export interface Sending {
  readonly effects: readonly Effect[];
  /** The machine before the event: whom a connection carried that carries nobody any more. */
  readonly before: Server;
}

/** The logs of all connections of a problem. */
export interface ConnectionLogs {
  connection(id: string): ConnectionHistory | undefined;
  /** The index in the history of the first thing that is not accounted for; infinity where everything is. */
  earliestUnread(read: readonly number[]): number;
  /** How far everything is accounted for. */
  place(account: Pick<Accounted, 'matched' | 'read'>): Pick<SearchStop, 'matched' | 'upTo'>;
  /**
   * Puts effects behind what is owed already, and accounts for what was seen of it all; where that cannot be, what
   * stands in the way.
   */
  show(sending: Sending, account: Accounted): ShownEffects | SearchStop;
}

/** `wire`: closes say something about departures, as they do on Adjourn's own wire. */
export function connectionLogs(problem: Problem, wire: boolean): ConnectionLogs {
  const { connections } = problem;
  const indices: ReadonlyMap<string, number> = new Map(connections.map(({ id }, index) => [id, index]));

  function earliestUnread(read: readonly number[]): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < read.length; index += 1) {
      const entry = connections[index]?.log[read[index] ?? 0];
      if (entry && entry.index < earliest) earliest = entry.index;
    }
    return earliest;
  }

  const place: ConnectionLogs['place'] = ({ matched, read }) => ({ matched, upTo: earliestUnread(read) });

  function show({ effects, before }: Sending, account: Accounted): ShownEffects | SearchStop {
    if (effects.length === 0 && account.owed.every(isEmpty)) return { account, effects: [], all: true };
    const owed = [...account.owed];
    const wrong: SearchStop[] = [];
    let all = true;
    for (const sent of effects) {
      if (sent.kind === 'close' && !wire) continue;
      const index = indices.get(sent.to) ?? -1;
      const connection = connections[index];
      if (!connection) throw new Error(`the machine sends to ${sent.to}, a connection that the history does not have`);
      const effect = overtaken(sent, connection);
      const from = account.read[index] ?? 0;
      const unseen = !isShown(effect, connection.log, from);
      if (unseen && !mayBeUnseen(effect, connection)) {
        wrong.push({
          ...place(account),
          connection,
          wanted: effect,
          found: instead(effect, connection.log.slice(from)),
        });
      }
      all &&= !unseen;
      const roomObject = roomObjectOf(effect, account.server) ?? roomObjectOf(effect, before);
      owed[index] = [...(owed[index] ?? []), { effect, roomObject, unseen }];
    }
    // The first wrong record is the guilty one.
    const [first, ...others] = wrong;
    if (first)
      return others.reduce((least, one) => ((one.found ?? never) < (least.found ?? never) ? one : least), first);
    const { server, read, told, matched } = account;
    const advanced = advance({ server, read, owed, told, matched }, problem);
    if (advanced.stop) return { ...advanced.stop, ...place(advanced.account) };
    return { account: advanced.account, effects: advanced.effects, all };
  }

  return { connection: (id) => connections[indices.get(id) ?? -1], earliestUnread, place, show };
}

const isEmpty = (queue: readonly unknown[]): boolean => queue.length === 0;

/** Whether an effect was seen from a place of a log on. In most of all searches it is next. */
function isShown(effect: Effect, log: readonly ShownEntry[], from: number): boolean {
  for (let place = from; place < log.length; place += 1) {
    const entry = log[place];
    if (entry && shows(effect, entry.observation)) return true;
  }
  return false;
}

/**
 * What is owed on a connection that ends in another way than by RoomLeft may be dropped, and RoomLeft settles what is
 * unanswered.
 */
function mayBeUnseen(effect: Effect, { severed, log }: ConnectionHistory): boolean {
  if (severed) return true;
  const last = log.at(-1)?.observation;
  if (effect.kind === 'send' && last?.kind === 'closed' && dropsTail(last.code)) return true;
  if (effect.kind === 'close' || effect.message.kind === 'roomLeft' || !isAnswer(effect)) return false;
  return log.some(({ observation }) => observation.kind === 'roomLeft' && !observation.replyTo);
}

/** Whose numbered messages an effect is one of; undefined for what has no number. */
export function roomObjectOf(effect: Effect, { roomObjects }: Server): RoomObjectId | undefined {
  if (effect.kind === 'close' || effect.sequence === 0) return undefined;
  for (const id in roomObjects) if (roomObjects[id]?.connection === effect.to) return id;
  return undefined;
}

/**
 * A RoomLeft that waits in an outbox is dropped with the rest of it where a bad frame closes the connection first.
 * Clause `connection.drops-unsent`.
 */
function overtaken(effect: Effect, { actions, log }: ConnectionHistory): Effect {
  const last = log.at(-1);
  if (effect.kind !== 'close' || dropsTail(effect.code) || last?.observation.kind !== 'closed') return effect;
  if (log.some(({ observation }) => observation.kind === 'roomLeft')) return effect;
  const { code } = last.observation;
  return (
    actions
      .filter(({ sent }) => sent < last.index)
      .flatMap(({ events }) => events.flatMap((one) => (one.type === 'broken' ? closeOver(effect.to, one.fault) : [])))
      .find((close) => close.kind === 'close' && close.code === code) ?? effect
  );
}

const never = Number.POSITIVE_INFINITY;

/** What was seen in place of something that is not there: the same altered, or what must not come before it. */
function instead(effect: Effect, rest: readonly ShownEntry[]): number | undefined {
  const alike = rest.find(({ observation }) => isAbout(effect, observation));
  const last = rest.find(({ observation: { kind } }) => kind === 'roomLeft' || kind === 'closed');
  return (alike ?? (isFenced(effect) ? last : undefined))?.index;
}
