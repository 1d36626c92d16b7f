/** Reads a history of a client into a {@link View}. */
import type { ClientRecord, History, HistoryRecord, Note, Sent } from '../../exchange/index.js';
import type { Call, DeedAt, HeardAt, Line, MessageAt, Order, SaidAt, Told, ToldRoomLeft, View } from './view.js';

type Of<Kind extends Note['kind']> = ClientRecord & { readonly note: Extract<Note, { kind: Kind }> };

/** What a client has received over one connection, if everything that was said has come. */
interface Reception {
  received: number;
  gap: boolean;
}

class Reader {
  readonly calls: Call[] = [];
  readonly told: Told[] = [];
  readonly lines: Line[] = [];
  readonly deeds: DeedAt[] = [];
  readonly heard: MessageAt[] = [];
  readonly said: SaidAt[] = [];
  readonly #receptions = new Map<Line, Reception>();
  #frozen = false;

  read(record: HistoryRecord, index: number): void {
    if (record.kind === 'sent') this.#sent(record, index);
    if (record.kind === 'client') this.#noted(record, index);
  }

  #sent({ action, at, request = 0 }: Sent, index: number): void {
    if (action.kind !== 'peer') {
      this.calls.push({ number: request, action, index, at, ended: undefined });
      return;
    }
    const { does: deed } = action;
    this.deeds.push({ deed, index, at });
    if (deed.kind === 'heal') this.#frozen = false;
    if (deed.kind !== 'freeze') return;
    this.#frozen = true;
    for (const line of this.lines) line.frozen ||= line.closed === undefined;
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
        const line = this.#line(record, index);
        line.closed ??= { index, at, code: note.code, by: note.by };
        break;
      }
    }
  }

  #heard({ note: { heard }, at, connection }: Of<'heard'>, index: number): void {
    const line = this.#line({ connection, at }, index);
    const one: HeardAt = { heard, index, at, line };
    line.heard.push(one);
    if (heard.message === 'connect') return;
    this.heard.push({ ...one, heard });
    const reception = this.#reception(line);
    if (heard.message === 'resume') reception.received = heard.sequence ?? 0;
  }

  #said({ note: { said }, at, connection }: Of<'said'>, index: number): void {
    const line = this.#line({ connection, at }, index);
    const reception = this.#reception(line);
    const order = orderOf(said.sequence, reception);
    const heldBack = this.#frozen && line.frozen;
    const one = { said, index, at, line, order, behindGap: reception.gap, heldBack };
    if (order === 'next') reception.received = said.sequence;
    if (order === 'gap' && said.message !== 'roomLeft') reception.gap = true;
    line.said.push(one);
    this.said.push(one);
  }

  #reception(line: Line): Reception {
    const known = this.#receptions.get(line);
    if (known) return known;
    const made = { received: 0, gap: false };
    this.#receptions.set(line, made);
    return made;
  }

  #line({ connection, at }: Pick<ClientRecord, 'connection' | 'at'>, index: number): Line {
    const known = this.lines.find(({ number }) => number === connection);
    if (known) return known;
    const made: Line = {
      number: connection,
      opened: { index, at },
      heard: [],
      said: [],
      closed: undefined,
      frozen: false,
    };
    this.lines.push(made);
    return made;
  }
}

function orderOf(sequence: number, { received }: Reception): Order {
  if (sequence === 0) return 'outside';
  if (sequence <= received) return 'repeat';
  return sequence === received + 1 ? 'next' : 'gap';
}

export function read(history: History): View {
  const reader = new Reader();
  for (const [index, record] of history.records.entries()) reader.read(record, index);
  const { calls, told, lines, deeds, heard, said } = reader;
  const own = said.flatMap((one) => (one.said.message === 'joined' ? (one.said.participation ?? []) : []));
  return {
    history,
    calls,
    told,
    lines,
    deeds,
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
