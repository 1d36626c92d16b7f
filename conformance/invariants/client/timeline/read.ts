/** Reads a history of a client into a {@link ClientTimeline}. */

import type { Note } from '../../../exchange/client.js';
import type { ClientRecord, History, HistoryRecord, Sent } from '../../../exchange/history.js';
import type { Draft } from '../../timeline/parts.js';
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

class Reader {
  readonly calls: Draft<AppCall>[] = [];
  readonly told: ToldAt[] = [];
  readonly connections: OpenConnection[] = [];
  readonly peerActions: PeerActionAt[] = [];
  readonly heard: MessageAt[] = [];
  readonly said: SaidAt[] = [];
  readonly #receptions = new Map<ServedConnection, Reception>();
  #frozen = false;

  readClient(record: HistoryRecord, index: number): void {
    if (record.kind === 'sent') this.#sent(record, index);
    if (record.kind === 'client') this.#noted(record, index);
  }

  #sent({ action, at, request = 0 }: Sent, index: number): void {
    if (action.kind !== 'peer') {
      this.calls.push({ number: request, action, index, at, ended: undefined });
      return;
    }
    const { does } = action;
    this.peerActions.push({ does, index, at });
    if (does.kind === 'heal') this.#frozen = false;
    if (does.kind !== 'freeze') return;
    this.#frozen = true;
    for (const connection of this.connections) connection.frozen ||= connection.closed === undefined;
  }

  #noted(record: ClientRecord, index: number): void {
    const { note, at } = record;
    switch (note.kind) {
      case 'told':
        this.told.push({ index, at, event: note.told, list: note.list });
        break;
      case 'returned': {
        const call = this.calls.find(({ number }) => number === note.call);
        if (call) call.ended ??= { index, at, end: note.end };
        break;
      }
      case 'heard':
        this.#heard({ ...record, note }, index);
        break;
      case 'said':
        this.#said({ ...record, note }, index);
        break;
      case 'closed': {
        const connection = this.#connection(record, index);
        connection.closed ??= { index, at, code: note.code, by: note.by };
        break;
      }
    }
  }

  #heard(record: Of<'heard'>, index: number): void {
    const {
      at,
      note: { heard },
    } = record;
    const connection = this.#connection(record, index);
    const one: HeardAt = { heard, index, at, connection };
    connection.heard.push(one);
    if (heard.message === 'connect') return;
    this.heard.push({ ...one, heard });
    const reception = this.#reception(connection);
    if (heard.message === 'resume') reception.received = heard.sequence ?? 0;
  }

  #said(record: Of<'said'>, index: number): void {
    const {
      at,
      note: { said },
    } = record;
    const connection = this.#connection(record, index);
    const reception = this.#reception(connection);
    const order = orderOf(said.sequence, reception);
    const heldBack = this.#frozen && connection.frozen;
    const one = { said, index, at, connection, order, behindGap: reception.gap, heldBack };
    if (order === 'next') reception.received = said.sequence;
    if (order === 'gap' && said.message !== 'roomLeft') reception.gap = true;
    connection.said.push(one);
    this.said.push(one);
  }

  #reception(connection: ServedConnection): Reception {
    const known = this.#receptions.get(connection);
    if (known) return known;
    const made = { received: 0, gap: false };
    this.#receptions.set(connection, made);
    return made;
  }

  #connection({ connection, at }: Pick<ClientRecord, 'connection' | 'at'>, index: number): OpenConnection {
    const known = this.connections.find(({ number }) => number === connection);
    if (known) return known;
    const made: OpenConnection = {
      number: connection,
      opened: { index, at },
      heard: [],
      said: [],
      closed: undefined,
      frozen: false,
    };
    this.connections.push(made);
    return made;
  }
}

function orderOf(sequence: number, { received }: Reception): SaidOrder {
  if (sequence === 0) return 'outside';
  if (sequence <= received) return 'repeat';
  return sequence === received + 1 ? 'next' : 'gap';
}

/** Reads a history of a client, in one pass over its records. */
export function readClient(history: History): ClientTimeline {
  const reader = new Reader();
  for (const [index, record] of history.records.entries()) reader.readClient(record, index);
  const { calls, told, connections, peerActions, heard, said } = reader;
  const own = said.flatMap((one) => (one.said.message === 'joined' ? (one.said.participation ?? []) : []));
  return {
    history,
    calls,
    told,
    connections,
    peerActions,
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
