/**
 * A history by the room objects that its application has begun one after another: each is a life of its own, which the
 * machine goes through from its beginning.
 */
import type { AppEvent, CallEnd, Heard, Note, Said } from '../../exchange/client.js';
import type { ClientRecord, History, Sent } from '../../exchange/history.js';
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

/** What was called from inside a listener whose event is not told leaves no record of itself. */
const mayHaveCalled = ({ event, reaction }: Listening): boolean =>
  reaction !== 'throw' && (event === 'joined' || event === 'participantJoined');

/**
 * The lives of a history, in their order; undefined where nobody can tell which record belongs to which. It reads record after
 * record.
 */
export function clientLives(history: History): readonly ClientLife[] | undefined {
  const lives: Draft<ClientLife>[] = [];
  const lifeOfCall = new Map<number, number>();
  const lines = new Map<number, Draft<LineHistory>>();
  const lifeOfSecret = new Map<string, number>();
  const listening: (At & { readonly action: Action & { readonly kind: 'listener' } })[] = [];
  const answers = new Map<string, DemandAnswer>();
  let isClear = history.scenario.seats.length === 1;

  function readSent({ seat, action, connection, request = 0, target }: Sent, index: number): void {
    if (seat === PEER) {
      if (action.kind === 'peer') readDeed(action.does, connection, index);
      return;
    }
    if (action.kind === 'listener') {
      listening.push({ index, action });
      return;
    }
    if (action.kind === 'join') begin();
    const life = lives.length - 1;
    lifeOfCall.set(request, life);
    lives[life]?.calls.push({ index, call: request, action, target, since: sinceOf(action, index) });
  }

  function readDeed(does: PeerAction, connection: number, index: number): void {
    // Where the record names no connection it is the newest.
    const line = lines.get(connection) ?? [...lines.values()].at(-1);
    if (does.kind === 'close') line?.closeFrames.push({ index, code: does.code });
    if (does.kind === 'answer') answers.set(does.demand, does.answer);
  }

  function begin(): void {
    const { settled, records } = history;
    const before = lives.at(-1);
    if (before) before.settled = true;
    lives.push({
      calls: [],
      told: [],
      ends: [],
      lines: [],
      end: records.length,
      settled: settled === 'fenced',
    });
  }

  /** A call from inside a listener is recorded when it is known that its event was told. */
  function sinceOf({ kind }: Action, index: number): number {
    const place = listening.findIndex(({ action }) => action.reaction === kind);
    return place < 0 ? index : (listening.splice(place, 1)[0]?.index ?? index);
  }

  function readNote({ connection, note }: ClientRecord, index: number): void {
    if (note.kind === 'told') lives.at(-1)?.told.push({ index, told: note.told });
    else if (note.kind === 'returned')
      lives[lifeOfCall.get(note.call) ?? -1]?.ends.push({ index, call: note.call, end: note.end });
    else readOnLine(connection, note, index);
  }

  function readOnLine(number: number, note: Exclude<Note, { kind: 'told' | 'returned' }>, index: number): void {
    if (note.kind === 'heard' && note.heard.message === 'connect') {
      const answer = answers.get('connect')?.how ?? 'lawfully';
      lines.set(number, {
        number,
        asked: { index, answer },
        heard: [],
        said: [],
        closed: undefined,
        closeFrames: [],
      });
      return;
    }
    const line = lines.get(number);
    if (line && note.kind === 'heard') {
      const answer = answers.get(note.heard.message);
      if (answer?.how === 'close') line.closeFrames.push({ index, code: answer.code });
    }
    if (!line || note.kind === 'unreadable') {
      isClear = false;
      return;
    }
    if (note.kind === 'closed') line.closed = { index, code: note.code, by: note.by };
    else if (note.kind === 'said') line.said.push({ index, said: note.said });
    else if (note.heard.message !== 'connect') line.heard.push({ index, heard: note.heard });
    noteSecrets(line, note);
  }

  /** By its join id, and by the tokens that were given, a connection shows whose it is. */
  function noteSecrets(line: LineHistory, note: Exclude<Note, { kind: 'told' | 'returned' }>): void {
    if (note.kind === 'heard' && note.heard.message === 'join') {
      const { joinId = '' } = note.heard;
      const known = lifeOfSecret.get(joinId);
      const used = new Set(lifeOfSecret.values());
      const begun = lives.length - 1;
      const mayBeAhead = listening.some(({ action }) => action.reaction === 'join');
      if (known === undefined) lifeOfSecret.set(joinId, used.has(begun) && mayBeAhead ? begun + 1 : begun);
    }
    if (note.kind !== 'said' || !note.said.token || lifeOfSecret.has(note.said.token)) return;
    lifeOfSecret.set(note.said.token, lifeOfLine(line));
  }

  function lifeOfLine({ heard, asked }: LineHistory): number {
    const [first] = heard;
    const secret = first?.heard.message === 'join' ? first.heard.joinId : first?.heard.token;
    const known = secret === undefined ? undefined : lifeOfSecret.get(secret);
    if (known !== undefined) return known;
    // No message on it says whose it is: it belongs to the room object that was the newest when it was asked for.
    const begun = lives.findLastIndex(({ calls }) => (calls[0]?.since ?? 0) < asked.index);
    return Math.max(0, begun);
  }

  history.records.forEach((record, index) => {
    if (record.kind === 'sent') readSent(record, index);
    if (record.kind === 'client') readNote(record, index);
  });
  for (const line of lines.values()) lives[lifeOfLine(line)]?.lines.push(line);
  return isClear && !listening.some(({ action }) => mayHaveCalled(action)) ? lives : undefined;
}
