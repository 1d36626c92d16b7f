/** Histories as people write them: the line notation of `spec/examples/`, described in its README. */
import type { Action } from './action.js';
import type { History, HistoryRecord } from './history.js';
import { applyEdits, type WrongCopy } from './notation-edits.js';
import { NotationError, parseAction, parseObservation, type Words } from './notation-words.js';
import { type Feature, features, type Profile } from './profile.js';
import type { Role, Seat } from './scenario.js';

/** A golden example: a right history, and copies of it that are each wrong by one clause. */
export interface Example {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly history: History;
  readonly wrong: readonly { readonly clause: string; readonly history: History }[];
}

interface Header {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly profile: Profile;
  readonly seats: readonly Seat[];
}

/** Reads one example. Throws {@link NotationError}, which names the line and says what to do. */
export function parseExample(text: string): Example {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const firstRound = lines.findIndex((line) => /^round\b/.test(line));
  if (firstRound < 0) throw new NotationError(lines.length, 'no line "round 1" found; a history begins with one');
  const header = parseHeader(lines.slice(0, firstRound));
  const firstWrong = lines.findIndex((line) => line.startsWith('wrong '));
  const body = lines.slice(firstRound, firstWrong < 0 ? lines.length : firstWrong);
  const copies = firstWrong < 0 ? [] : wrongCopies(lines.slice(firstWrong), firstWrong);
  return {
    title: header.title,
    clauses: header.clauses,
    history: new HistoryReader(header, firstRound).read(body),
    wrong: copies.map((copy) => ({
      clause: copy.clause,
      history: new HistoryReader(header, firstRound).read(applyEdits(body, copy)),
    })),
  };
}

function parseHeader(lines: readonly string[]): Header {
  const value = (key: string): string[] => {
    const line = lines.find((candidate) => candidate.startsWith(`${key} `));
    return line === undefined ? [] : line.slice(key.length).trim().split(/\s+/);
  };
  const seats = value('seats').map(parseSeat);
  if (seats.length === 0) throw new NotationError(1, 'no line "seats"; write e.g. "seats ann:host bob:attendee"');
  const declared = value('features').map((name) => {
    if (!(features as readonly string[]).includes(name)) throw new NotationError(1, `"${name}" is no feature`);
    return name as Feature;
  });
  return {
    title: lines.find((line) => line.startsWith('# '))?.slice(2) ?? '',
    clauses: value('clauses'),
    profile: {
      name: 'example',
      wire: true,
      features: declared,
      resumeWindowMs: Number(value('window')[0] ?? 0),
      slackMs: 0,
      unsupported: [],
      deviations: [],
    },
    seats,
  };
}

function parseSeat(word: string): Seat {
  const match = /^([\w-]+)(?:=([\w-]+))?:(host|attendee)$/.exec(word);
  if (!match) throw new NotationError(1, `"${word}" is no seat; write name:role or name=participant:role`);
  const [, name = '', participant = name, role] = match;
  return { name, participant, role: role as Role };
}

function wrongCopies(lines: readonly string[], offset: number): WrongCopy[] {
  const copies: { clause: string; lines: string[]; line: number }[] = [];
  lines.forEach((line, index) => {
    if (line.startsWith('wrong ')) copies.push({ clause: line.slice(6).trim(), lines: [], line: offset + index + 1 });
    else copies.at(-1)?.lines.push(line);
  });
  return copies;
}

/** Reads the body line by line, and numbers what the writer need not number: rounds, connections, requests, sequences. */
class HistoryReader {
  readonly #records: HistoryRecord[] = [];
  readonly #rounds: Action[][] = [];
  readonly #connection = new Map<string, number>();
  readonly #requests = new Map<string, number>();
  readonly #sequences = new Map<string, number>();
  readonly #newest = new Map<string, string>();
  #fencing = false;

  constructor(
    private readonly header: Header,
    private readonly offset: number,
  ) {}

  read(lines: readonly string[]): History {
    let settled: History['settled'] = 'fenced';
    lines.forEach((line, index) => {
      const words = line.trim().split(/\s+/);
      if (line.trim() === '' || line.startsWith('#')) return;
      if (line === 'quiet' || line === 'unreachable') settled = line;
      else if (words[0] === 'fence') this.#fencing = true;
      else if (words[0] === 'round') this.#rounds.push([]);
      else this.#line(words, this.offset + index + 1);
    });
    const { seats, profile } = this.header;
    return { scenario: { seats, rounds: this.#rounds }, profile, records: this.#records, settled };
  }

  #line(words: Words, line: number): void {
    const [place = '', mark, ...rest] = words;
    const [seat = '', number] = place.split('/');
    if (!this.header.seats.some(({ name }) => name === seat))
      throw new NotationError(line, `"${seat}" is no seat; seats are named in the header`);
    if (number !== undefined) this.#connection.set(seat, Number(number));
    const stamp = { at: this.#records.length, seat, connection: this.#connection.get(seat) ?? 1 };
    if (mark === '>') this.#sent(stamp, rest, line);
    else if (mark === '<') this.#seen(stamp, rest, line);
    else if (mark === '!') this.#remark(stamp, rest, line);
    else throw new NotationError(line, `expected ">", "<" or "!" after "${place}"`);
  }

  #sent(stamp: { at: number; seat: string; connection: number }, words: Words, line: number): void {
    const { action, options } = parseAction(stamp.seat, words, line);
    const key = `${stamp.seat}/${stamp.connection}`;
    if (action.kind === 'join') this.#requests.set(key, 0);
    const numbered = ['leave', 'end', 'remove', 'sync', 'unknown'].includes(action.kind);
    const request = numbered ? Number(options.get('req') ?? (this.#requests.get(key) ?? 0) + 1) : undefined;
    if (request !== undefined) this.#requests.set(key, request);
    const target = action.kind === 'remove' ? this.#target(action.target, options.get('as')) : undefined;
    if (!this.#fencing) this.#rounds.at(-1)?.push(action);
    this.#records.push({
      kind: 'sent',
      ...stamp,
      round: this.#fencing ? this.#rounds.length : this.#rounds.length - 1,
      action,
      ...(request === undefined ? {} : { request }),
      ...(target === undefined ? {} : { target }),
    });
  }

  #target(named: string, as: string | undefined): string {
    if (as !== undefined) return as;
    return named.includes('#') ? named : (this.#newest.get(named) ?? '?');
  }

  #seen(stamp: { at: number; seat: string; connection: number }, words: Words, line: number): void {
    const { observation, options } = parseObservation(words, this.header.seats, this.header.profile, line);
    if (observation.kind === 'closed' || observation.kind === 'invalid') {
      this.#records.push({ kind: 'seen', ...stamp, observation });
      return;
    }
    if (observation.kind === 'joined') this.#newest.set(stamp.seat, observation.participation);
    const key = `${stamp.seat}/${stamp.connection}`;
    const previous = this.#sequences.get(key);
    const next = previous === undefined ? (observation.kind === 'joined' ? 1 : 0) : previous + 1;
    const sequence = Number(options.get('seq') ?? next);
    if (sequence > 0) this.#sequences.set(key, sequence);
    const replyTo = Number(options.get('re') ?? 0);
    this.#records.push({ kind: 'seen', ...stamp, observation: { ...observation, sequence, replyTo } });
  }

  #remark(stamp: { at: number; seat: string; connection: number }, words: Words, line: number): void {
    const [what, ...rest] = words;
    const { at, seat, connection } = stamp;
    if (what === 'skipped') {
      const because = rest.indexOf('because');
      const { action } = parseAction(seat, rest.slice(0, because), line);
      const why = rest.slice(because + 1).join(' ');
      this.#rounds.at(-1)?.push(action);
      this.#records.push({ kind: 'skipped', at, seat, round: this.#rounds.length - 1, action, why });
    } else if (what === 'overdue') {
      const { action, options } = parseAction(seat, rest, line);
      const request = options.get('req');
      const afterMs = Number(options.get('after') ?? 2000);
      const numbered = request === undefined ? {} : { request: Number(request) };
      this.#records.push({ kind: 'overdue', at, seat, connection, action, afterMs, ...numbered });
    } else throw new NotationError(line, `"${what}" is no remark; write "skipped" or "overdue"`);
  }
}
