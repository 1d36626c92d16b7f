/**
 * A history by the room objects that its application has begun one after another: each is a life of its own, which the
 * machine goes through from its beginning.
 */
import type { AppEvent, CallEnd, Heard, Note, Said } from '../../exchange/client.js';
import type { ClientRecord, History, HistoryRecord, Sent } from '../../exchange/history.js';
import { PEER } from '../../exchange/names.js';
import type { Action, DemandAnswer, PeerAction } from '../../exchange/scenario.js';
import type { Listening } from '../../exchange/words.js';

/** Something that happened, and where it stands in the history. */
interface At {
  readonly index: number;
}

/** A call of the application's. */
export interface CallAt extends At {
  /** Its number in the history. */
  readonly call: number;
  readonly action: Action;
  readonly target: string | undefined;
  /** It may have been made before this: clause `client.listener-throws` lets it be made from inside a listener. */
  readonly since: number;
}

/** What the application was told. */
export interface TellingAt extends At {
  readonly told: AppEvent;
}

/** How a call ended. */
export interface CallEndAt extends At {
  readonly call: number;
  readonly end: CallEnd;
}

/** What was heard over a connection, its opening left out. */
export interface HeardMessageAt extends At {
  readonly heard: Exclude<Heard, { message: 'connect' }>;
}

/** What was said over a connection. */
export interface SaidMessageAt extends At {
  readonly said: Said;
}

/** One connection of a life, from the side of the server. */
export interface LineHistory {
  readonly number: number;
  /** Where it was asked for, and how the server took that. */
  readonly asked: At & { readonly answer: DemandAnswer['how'] };
  readonly heard: readonly HeardMessageAt[];
  readonly said: readonly SaidMessageAt[];
  readonly closed: (At & { readonly code: number; readonly by: 'client' | 'server' }) | undefined;
  /** Close frames that were sent: where two closes cross, only the client's own shows. */
  readonly closeFrames: readonly (At & { readonly code: number })[];
}

/** All that is known of one room object. */
export interface ClientLife {
  readonly calls: readonly CallAt[];
  readonly told: readonly TellingAt[];
  readonly ends: readonly CallEndAt[];
  readonly lines: readonly LineHistory[];
  /** The index behind its last record. */
  readonly end: number;
  /** Everything that was said to it has been taken up by the end, or it is over. */
  readonly settled: boolean;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** The lives of a history, in their order; undefined where nobody can tell which record belongs to which. */
export function clientLives(history: History): readonly ClientLife[] | undefined {
  if (history.scenario.seats.length !== 1) return undefined;
  const reader = new LifeReader(history);
  history.records.forEach((record, index) => {
    reader.read(record, index);
  });
  return reader.lives;
}

/** Reads record after record. */
class LifeReader {
  readonly #lives: Draft<ClientLife>[] = [];
  readonly #lifeOfCall = new Map<number, number>();
  readonly #lines = new Map<number, Draft<LineHistory>>();
  readonly #lifeOfSecret = new Map<string, number>();
  readonly #listening: (At & { readonly action: Action & { readonly kind: 'listener' } })[] = [];
  readonly #answers = new Map<string, DemandAnswer>();
  #isClear = true;

  constructor(private readonly history: History) {}

  get lives(): readonly ClientLife[] | undefined {
    // What was called from inside a listener whose event is not told leaves no record of itself.
    const mayHaveCalled = ({ event, reaction }: Listening): boolean =>
      reaction !== 'throw' && (event === 'joined' || event === 'participantJoined');
    if (this.#listening.some(({ action }) => mayHaveCalled(action))) return undefined;
    for (const line of this.#lines.values()) this.#lives[this.#lifeOfLine(line)]?.lines.push(line);
    return this.#isClear ? this.#lives : undefined;
  }

  read(record: HistoryRecord, index: number): void {
    if (record.kind === 'sent') this.#sent(record, index);
    if (record.kind === 'client') this.#noted(record, index);
  }

  #sent({ seat, action, connection, request = 0, target }: Sent, index: number): void {
    if (seat === PEER) {
      if (action.kind === 'peer') this.#peerDid(action.does, connection, index);
      return;
    }
    if (action.kind === 'listener') {
      this.#listening.push({ index, action });
      return;
    }
    if (action.kind === 'join') this.#begin();
    const life = this.#lives.length - 1;
    this.#lifeOfCall.set(request, life);
    this.#lives[life]?.calls.push({ index, call: request, action, target, since: this.#sinceOf(action, index) });
  }

  #peerDid(does: PeerAction, connection: number, index: number): void {
    // Where the record names no connection it is the newest.
    const line = this.#lines.get(connection) ?? [...this.#lines.values()].at(-1);
    if (does.kind === 'close') line?.closeFrames.push({ index, code: does.code });
    if (does.kind === 'answer') this.#answers.set(does.demand, does.answer);
  }

  #begin(): void {
    const { settled, records } = this.history;
    const before = this.#lives.at(-1);
    if (before) before.settled = true;
    this.#lives.push({
      calls: [],
      told: [],
      ends: [],
      lines: [],
      end: records.length,
      settled: settled === 'fenced',
    });
  }

  /** A call from inside a listener is recorded when it is known that its event was told. */
  #sinceOf({ kind }: Action, index: number): number {
    const place = this.#listening.findIndex(({ action }) => action.reaction === kind);
    return place < 0 ? index : (this.#listening.splice(place, 1)[0]?.index ?? index);
  }

  #noted({ connection, note }: ClientRecord, index: number): void {
    if (note.kind === 'told') this.#lives.at(-1)?.told.push({ index, told: note.told });
    else if (note.kind === 'returned')
      this.#lives[this.#lifeOfCall.get(note.call) ?? -1]?.ends.push({ index, call: note.call, end: note.end });
    else this.#onLine(connection, note, index);
  }

  #onLine(number: number, note: Exclude<Note, { kind: 'told' | 'returned' }>, index: number): void {
    if (note.kind === 'heard' && note.heard.message === 'connect') {
      const answer = this.#answers.get('connect')?.how ?? 'lawfully';
      this.#lines.set(number, {
        number,
        asked: { index, answer },
        heard: [],
        said: [],
        closed: undefined,
        closeFrames: [],
      });
      return;
    }
    const line = this.#lines.get(number);
    if (line && note.kind === 'heard') {
      const answer = this.#answers.get(note.heard.message);
      if (answer?.how === 'close') line.closeFrames.push({ index, code: answer.code });
    }
    if (!line || note.kind === 'unreadable') {
      this.#isClear = false;
      return;
    }
    if (note.kind === 'closed') line.closed = { index, code: note.code, by: note.by };
    else if (note.kind === 'said') line.said.push({ index, said: note.said });
    else if (note.heard.message !== 'connect') line.heard.push({ index, heard: note.heard });
    this.#noteSecrets(line, note);
  }

  /** By its join id, and by the tokens that were given, a connection shows whose it is. */
  #noteSecrets(line: LineHistory, note: Exclude<Note, { kind: 'told' | 'returned' }>): void {
    if (note.kind === 'heard' && note.heard.message === 'join') {
      const { joinId = '' } = note.heard;
      const known = this.#lifeOfSecret.get(joinId);
      const used = new Set(this.#lifeOfSecret.values());
      const begun = this.#lives.length - 1;
      const mayBeAhead = this.#listening.some(({ action }) => action.reaction === 'join');
      if (known === undefined) this.#lifeOfSecret.set(joinId, used.has(begun) && mayBeAhead ? begun + 1 : begun);
    }
    if (note.kind !== 'said' || !note.said.token || this.#lifeOfSecret.has(note.said.token)) return;
    this.#lifeOfSecret.set(note.said.token, this.#lifeOfLine(line));
  }

  #lifeOfLine({ heard, asked }: LineHistory): number {
    const [first] = heard;
    const secret = first?.heard.message === 'join' ? first.heard.joinId : first?.heard.token;
    const known = secret === undefined ? undefined : this.#lifeOfSecret.get(secret);
    if (known !== undefined) return known;
    // Nothing was heard over it that says whose it is: it belongs to whoever was the newest when it was asked for.
    const begun = this.#lives.findLastIndex(({ calls }) => (calls[0]?.since ?? 0) < asked.index);
    return Math.max(0, begun);
  }
}
