/** Histories as people write them: the line notation of `spec/examples/`, described in its README. */

import type { History, HistoryRecord, Sent } from '../history.js';
import { OPERATOR, PEER, parseParticipation } from '../names.js';
import type { Observation } from '../observation.js';
import type { Action } from '../scenario.js';
import { parseAction } from './actions.js';
import { Count } from './count.js';
import { applyEdits, type WrongCopy } from './edits.js';
import { type Head, parseHead } from './head.js';
import { NotationError, numberOf, type Options, parseObservation, type Words } from './observation.js';

/** A golden example: a right history, and copies of it that are each wrong by one clause. */
export interface Example {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly history: History;
  readonly wrong: readonly { readonly clause: string; readonly history: History }[];
}

/** Reads one example. Throws {@link NotationError}, which names the line and says what to do. */
export function parseExample(text: string): Example {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const firstRound = lines.findIndex((line) => /^round\b/.test(line));
  if (firstRound < 0) throw new NotationError(lines.length, 'no line "round 1" found; a history begins with one');
  const head = parseHead(lines.slice(0, firstRound));
  const firstWrong = lines.findIndex((line) => line.startsWith('wrong '));
  const body = lines.slice(firstRound, firstWrong < 0 ? lines.length : firstWrong);
  const copies = firstWrong < 0 ? [] : wrongCopies(lines.slice(firstWrong), firstWrong);
  return {
    title: head.title,
    clauses: head.clauses,
    history: new HistoryReader(head, firstRound).read(body),
    wrong: copies.map((copy) => ({
      clause: copy.clause,
      history: new HistoryReader(head, firstRound).read(applyEdits(body, copy)),
    })),
  };
}

function wrongCopies(lines: readonly string[], offset: number): WrongCopy[] {
  const copies: { clause: string; lines: string[]; line: number }[] = [];
  lines.forEach((line, index) => {
    if (line.startsWith('wrong ')) copies.push({ clause: line.slice(6).trim(), lines: [], line: offset + index + 1 });
    else copies.at(-1)?.lines.push(line);
  });
  return copies;
}

interface Stamp {
  readonly at: number;
  readonly seat: string;
  readonly connection: number;
}

/** What the writer of a history means where it says nothing. */
const OVERDUE_MS = 2_000;
const NOT_SHOWN = '?';

/** Reads the body line by line, and fills in what the writer may leave out. */
class HistoryReader {
  readonly #records: HistoryRecord[] = [];
  readonly #rounds: Action[][] = [];
  readonly #connection = new Map<string, number>();
  readonly #count = new Count();
  /** The newest participation that each seat was shown as its own. */
  readonly #newest = new Map<string, string>();
  /** The sessions of each room, in the order in which they were shown. */
  readonly #sessions = new Map<string, Set<string>>();
  #fencing = false;

  constructor(
    private readonly head: Head,
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
    const { seats, profile } = this.head;
    return { scenario: { seats, rounds: this.#rounds }, profile, records: this.#records, settled };
  }

  #line(words: Words, line: number): void {
    const [place = '', mark, ...rest] = words;
    const [seat = '', number] = place.split('/');
    if (seat !== OPERATOR && seat !== PEER && !this.head.seats.some(({ name }) => name === seat))
      throw new NotationError(line, `"${seat}" is no seat; seats are named in the header`);
    if (number !== undefined) this.#connection.set(seat, Number(number));
    const stamp = { at: this.#records.length, seat, connection: this.#connection.get(seat) ?? 1 };
    if (mark === '>') this.#sent(stamp, rest, line);
    else if (mark === '<') this.#seen(stamp, rest, line);
    else if (mark === '!') this.#remark(stamp, rest, line);
    else throw new NotationError(line, `expected ">", "<" or "!" after "${place}"`);
  }

  #sent(stamp: Stamp, words: Words, line: number): void {
    const { action, options } = parseAction(stamp.seat, words, line);
    if ((action.kind === 'operate') !== (stamp.seat === OPERATOR))
      throw new NotationError(line, `the calls of the RoomService are made by "${OPERATOR}", and by nobody else`);
    if (action.seat !== stamp.seat || (stamp.seat === PEER && action.kind !== 'restart' && action.kind !== 'wait'))
      throw new NotationError(line, `"restart" and "wait" are for "${PEER}", and nothing else is`);
    if (!this.#fencing) this.#rounds.at(-1)?.push(action);
    const round = this.#fencing ? this.#rounds.length : this.#rounds.length - 1;
    const sent = { kind: 'sent', ...stamp, round, action } as const;
    this.#records.push({ ...sent, ...this.#particulars(action, stamp.connection, options, line) });
  }

  /** What was really sent. */
  #particulars(action: Action, connection: number, options: Options, line: number): Partial<Sent> {
    if (action.kind === 'operate') return this.#called(action, options);
    const request = this.#count.act(action, connection, numberOf(options, 'req'));
    if (action.kind === 'resume') {
      const token = options.get('token') ?? this.#count.token(action);
      if (token === undefined) throw new NotationError(line, `${action.seat} has been shown no token to resume with`);
      return { token, sequence: this.#count.present(action, connection, numberOf(options, 'seq')) };
    }
    if (request === undefined && action.kind !== 'ack') return {};
    return {
      ...(request === undefined ? {} : { request }),
      ack: numberOf(options, 'ack') ?? this.#count.received(action.seat),
      ...(action.kind === 'remove' ? { target: options.get('as') ?? this.#target(action.target) } : {}),
    };
  }

  #called({ room, session, targets }: Action & { kind: 'operate' }, options: Options): Partial<Sent> {
    const shown = [...(this.#sessions.get(room) ?? [])];
    const really = options.get('session') ?? '';
    const meant = { none: '', first: shown[0] ?? '', previous: shown.at(-2) ?? '', newest: shown.at(-1) ?? '' }[
      session
    ];
    return {
      session: really.includes('$') ? really : meant,
      targets: options.get('as')?.split(',') ?? targets.map((target) => this.#target(target)),
    };
  }

  #target(named: string): string {
    return parseParticipation(named).ordinal === undefined ? (this.#newest.get(named) ?? NOT_SHOWN) : named;
  }

  #seen(stamp: Stamp, words: Words, line: number): void {
    const { observation, options } = parseObservation(words, this.head.seats, this.head.profile, line);
    const bare = observation.kind === 'closed' || observation.kind === 'invalid' || stamp.seat === OPERATOR;
    this.#records.push({
      kind: 'seen',
      ...stamp,
      observation: bare ? observation : this.#numbered(stamp, observation, options),
    });
  }

  #numbered({ seat, connection }: Stamp, observation: Observation, options: Options): Observation {
    if (observation.kind === 'joined') this.#joined(seat, observation);
    const sequence = this.#count.show(observation, seat, connection, numberOf(options, 'seq'));
    const numbers = { sequence, replyTo: numberOf(options, 're') ?? 0 };
    const gives = observation.kind === 'joined' || observation.kind === 'resumed';
    if (!gives || !this.head.profile.features.includes('resume')) return { ...observation, ...numbers };
    const token = this.#count.shownToken(seat, connection, options.get('token'));
    return { ...observation, ...numbers, token };
  }

  #joined(seat: string, { participation, session }: Observation & { kind: 'joined' }): void {
    this.#newest.set(seat, participation);
    const [room = ''] = session.split('$');
    this.#sessions.set(room, (this.#sessions.get(room) ?? new Set()).add(session));
  }

  #remark(stamp: Stamp, words: Words, line: number): void {
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
      const request = numberOf(options, 'req');
      const afterMs = numberOf(options, 'after') ?? OVERDUE_MS;
      const numbered = request === undefined ? {} : { request };
      this.#records.push({ kind: 'overdue', at, seat, connection, action, afterMs, ...numbered });
    } else throw new NotationError(line, `"${what}" is no remark; write "skipped" or "overdue"`);
  }
}
