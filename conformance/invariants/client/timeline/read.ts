/** Reads a history of a client into a {@link ClientTimeline}. */

import type { Note } from '../../../exchange/client.js';
import type { ClientRecord, History, Sent } from '../../../exchange/history.js';
import type { Action } from '../../../exchange/scenario.js';
import type { Draft } from '../../timeline/parts.js';
import { countLives, livesOf } from './lives.js';
import type {
  AppCall,
  ClientTimeline,
  HeardAt,
  MessageAt,
  PeerActionAt,
  SaidAt,
  SaidOrder,
  ServedConnection,
  ToldAt,
  ToldRoomLeft,
} from './timeline.js';

/** A connection while it is read. */
type OpenConnection = Omit<ServedConnection, 'heard' | 'said' | 'closed' | 'frozen'> & {
  readonly heard: HeardAt[];
  readonly said: SaidAt[];
  closed: ServedConnection['closed'];
  frozen: boolean;
};

type Of<Kind extends Note['kind']> = ClientRecord & { readonly note: Extract<Note, { kind: Kind }> };

/** What a client has received over one connection, if everything that was said has come. */
interface Reception {
  received: number;
  gap: boolean;
}

function orderOf(sequence: number, { received }: Reception): SaidOrder {
  if (sequence === 0) return 'outside';
  if (sequence <= received) return 'repeat';
  return sequence === received + 1 ? 'next' : 'gap';
}

/** Each room object of a history, in the order in which the application began them. */
export function readLives(history: History): ClientTimeline[] {
  const lives = livesOf(history);
  const former = new Set<string>();
  return Array.from({ length: countLives(history) }, (_, life) => {
    const one = readLife(history, (index) => lives[index] === life);
    const timeline = { ...one, formerJoinIds: new Set(former) };
    for (const { heard } of one.heard) if (heard.joinId) former.add(heard.joinId);
    return timeline;
  });
}

type ListenerAt = {
  readonly action: Action & { readonly kind: 'listener' };
  readonly index: number;
  readonly at: number;
};

/** The events whose listener threw: each listener is set off by the first event of its kind that comes after it. */
const throwsOf = (listeners: readonly ListenerAt[], told: readonly ToldAt[]): ToldAt[] =>
  listeners.flatMap(({ action, index }) =>
    action.reaction === 'throw'
      ? (told.find((one) => one.event.event === action.event && one.index > index) ?? [])
      : [],
  );

/** Reads one room object of a history, in one pass over its records; what the suite does is the same for all. */
function readLife(history: History, isOfLife: (index: number) => boolean): Omit<ClientTimeline, 'formerJoinIds'> {
  const calls: Draft<AppCall>[] = [];
  const told: ToldAt[] = [];
  const connections: OpenConnection[] = [];
  const peerActions: PeerActionAt[] = [];
  const listeners: ListenerAt[] = [];
  const heard: MessageAt[] = [];
  const said: SaidAt[] = [];
  const receptions = new Map<ServedConnection, Reception>();
  let isFrozen = false;

  function readSent({ action, at, request = 0, target }: Sent, index: number): void {
    // The suite waits for itself; what a listener calls is noted when its event has come.
    if (action.kind === 'wait') return;
    if (action.kind === 'listener') {
      listeners.push({ action, index, at });
      return;
    }
    if (action.kind !== 'peer') {
      calls.push({ number: request, action, target, index, at, ended: undefined });
      return;
    }
    const { does } = action;
    peerActions.push({ does, index, at });
    if (does.kind === 'heal') isFrozen = false;
    if (does.kind !== 'freeze') return;
    isFrozen = true;
    for (const connection of connections) connection.frozen ||= connection.closed === undefined;
  }

  function readNote(record: ClientRecord, index: number): void {
    const { note, at } = record;
    switch (note.kind) {
      case 'told':
        told.push({ index, at, event: note.told, list: note.list });
        break;
      case 'returned': {
        const call = calls.find(({ number }) => number === note.call);
        if (call) call.ended ??= { index, at, end: note.end };
        break;
      }
      case 'heard':
        readHeard({ ...record, note }, index);
        break;
      case 'said':
        readSaid({ ...record, note }, index);
        break;
      case 'closed': {
        const connection = connectionOf(record, index);
        connection.closed ??= { index, at, code: note.code, by: note.by };
        break;
      }
    }
  }

  function readHeard(record: Of<'heard'>, index: number): void {
    const { at, note } = record;
    const connection = connectionOf(record, index);
    const one: HeardAt = { heard: note.heard, index, at, connection };
    connection.heard.push(one);
    if (note.heard.message === 'connect') return;
    heard.push({ ...one, heard: note.heard });
    const reception = receptionOf(connection);
    if (note.heard.message === 'resume') reception.received = note.heard.sequence ?? 0;
  }

  function readSaid(record: Of<'said'>, index: number): void {
    const { at, note } = record;
    const { sequence, message } = note.said;
    const connection = connectionOf(record, index);
    const reception = receptionOf(connection);
    const order = orderOf(sequence, reception);
    const heldBack = isFrozen && connection.frozen;
    const one = { said: note.said, index, at, connection, order, behindGap: reception.gap, heldBack };
    if (order === 'next') reception.received = sequence;
    if (order === 'gap' && message !== 'roomLeft') reception.gap = true;
    connection.said.push(one);
    said.push(one);
  }

  function receptionOf(connection: ServedConnection): Reception {
    const known = receptions.get(connection);
    if (known) return known;
    const made = { received: 0, gap: false };
    receptions.set(connection, made);
    return made;
  }

  function connectionOf({ connection, at }: Pick<ClientRecord, 'connection' | 'at'>, index: number): OpenConnection {
    const known = connections.find(({ number }) => number === connection);
    if (known) return known;
    const made: OpenConnection = {
      number: connection,
      opened: { index, at },
      heard: [],
      said: [],
      closed: undefined,
      frozen: false,
    };
    connections.push(made);
    return made;
  }

  history.records.forEach((record, index) => {
    const isSuites = record.kind === 'sent' && record.action.kind === 'peer';
    if (!isSuites && !isOfLife(index)) return;
    if (record.kind === 'sent') readSent(record, index);
    if (record.kind === 'client') readNote(record, index);
  });
  const own = said.flatMap((one) => (one.said.message === 'joined' ? (one.said.participation ?? []) : []));
  return {
    history,
    calls,
    told,
    connections,
    peerActions,
    thrown: throwsOf(listeners, told),
    heard,
    said,
    left: told.find((one): one is ToldRoomLeft => one.event.event === 'roomLeft'),
    leaving: calls.find(({ action }) => action.kind === 'leave' || action.kind === 'dispose'),
    unloading: calls.find(({ action }) => action.kind === 'unload'),
    own: new Set(own),
    end: history.records.length,
    endedAt: history.records.at(-1)?.at ?? 0,
    waited: history.settled !== 'fenced',
    slackMs: history.profile.slackMs,
  };
}
