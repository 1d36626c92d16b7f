/** One meeting place of the peer's: the server that a client under test meets, lawful until a deed makes it otherwise. */
import {
  type Announcement,
  type Demand,
  type DemandAnswer,
  type Heard,
  type Note,
  type Numbering,
  PEER,
} from '../../exchange/index.js';
import {
  type Caller,
  type Resident,
  type Statement,
  SUBPROTOCOL,
  type Subprotocol,
  TEXT_SUBPROTOCOL,
  type Visit,
  type VisitEvents,
  type Welcome,
} from '../../link/index.js';
import type { ReportRecord } from '../system.js';
import { listenTo } from './hearing.js';
import { Line } from './line.js';
import { Registrar, Stay } from './stay.js';

/** What the peer announces until a deed says otherwise. */
export const USUAL: Announcement = {
  resumeWindowMs: 500,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 0,
  later: false,
};

const LAWFULLY: DemandAnswer = { how: 'lawfully' };
/** With this code a client's own close says that it leaves. Clause `connection.goodbye`. */
const LEAVE = 4101;

export class PeerWorld implements Resident {
  readonly registrar = new Registrar();
  announcement = USUAL;
  readonly manners = new Map<Demand, DemandAnswer>();
  /** What was heard, in order. */
  readonly heard: Heard[] = [];
  readonly #stays: Stay[] = [];
  readonly #lines: Line[] = [];
  readonly #heartbeats = new Map<Line, NodeJS.Timeout>();

  constructor(
    private readonly report: ReportRecord,
    /** Called after everything that was heard, said or closed. */
    private readonly changed: () => void,
    /** What it chooses where a client asks for both. */
    private readonly preferred: Subprotocol = SUBPROTOCOL,
  ) {}

  /** The room objects that were ever let in, oldest first. */
  get stays(): readonly Stay[] {
    return this.#stays;
  }

  /** The newest room object. */
  get stay(): Stay | undefined {
    return this.#stays.at(-1);
  }

  /** The room object that a connection carries. */
  carriedBy(line: Line): Stay | undefined {
    return line.bound ? this.#stays.find((stay) => stay.line === line) : undefined;
  }

  /** The client's connections, oldest first. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** The newest one over which the client speaks; it may open others beside it, and go on with one of them. */
  get line(): Line | undefined {
    const open = this.#lines.filter((line) => line.open);
    return open.findLast(({ begun }) => begun) ?? open.at(-1) ?? this.#lines.at(-1);
  }

  /** The connection that carries the newest room object, while one does and nothing has ended it. */
  get bound(): Line | undefined {
    const { stay } = this;
    return stay && !stay.departure && stay.line.bound && stay.line.usable ? stay.line : undefined;
  }

  manner(demand: Demand): DemandAnswer {
    return this.manners.get(demand) ?? LAWFULLY;
  }

  // ---- connections ----

  welcome({ address, subprotocols }: Caller): Welcome {
    const line = new Line(this.#lines.length + 1, (one, note) => this.note(one, note));
    this.#lines.push(line);
    this.hear(line, { message: 'connect', address, subprotocols });
    const manner = this.manner('connect');
    switch (manner.how) {
      case 'never':
        return { how: 'ignore' };
      case 'reject':
        line.cut('fin');
        return { how: 'refuse', status: 503 };
      case 'cut':
        line.cut('fin');
        return { how: 'cut' };
      case 'without-subprotocol':
        return { how: 'accept' };
      default:
        return this.#accept(line, subprotocols);
    }
  }

  /** Chooses among what the client asks for, if there is anything that it speaks itself. */
  #accept(line: Line, asked: readonly string[]): Welcome {
    const spoken: readonly Subprotocol[] = [this.preferred, SUBPROTOCOL, TEXT_SUBPROTOCOL];
    const subprotocol = spoken.find((one) => asked.includes(one));
    if (subprotocol === undefined) return { how: 'accept' };
    line.subprotocol = subprotocol;
    return { how: 'accept', subprotocol };
  }

  entered(visit: Visit): VisitEvents {
    // An upgrade is answered at once, so that the newest line is the one that entered.
    const line = this.#lines.at(-1) as Line;
    line.enter(visit);
    const manner = this.manner('connect');
    if (manner.how === 'close') line.close(manner.code);
    return {
      message: (data, isBinary) => listenTo(this, line, data, isBinary),
      closed: (code) => this.#closed(line, code),
      invalid: (what) => this.note(line, { kind: 'unreadable', what }),
    };
  }

  givenUp(): void {
    const waiting = this.#lines.find(({ open, entered }) => open && !entered);
    waiting?.closed(1006);
  }

  /** A connection is gone: a Leave, if the client said so by its code, and else a loss. */
  #closed(line: Line, code: number): void {
    const stay = this.carriedBy(line);
    line.closed(code);
    clearInterval(this.#heartbeats.get(line));
    if (!stay || stay.departure) return;
    if (code === LEAVE) stay.departure = { code: 1101, wording: 'own', replyTo: 0 };
    else stay.lose();
  }

  cut(line: Line, how: 'fin' | 'reset'): void {
    const stay = this.carriedBy(line);
    line.cut(how);
    clearInterval(this.#heartbeats.get(line));
    if (stay && !stay.departure) stay.lose();
  }

  // ---- room objects ----

  /** Somebody new is let in. */
  admit(line: Line, who: Stay['who'], room: string): Stay {
    const stay = new Stay(line, who, room, this.registrar);
    this.#stays.push(stay);
    this.bind(line, stay);
    return stay;
  }

  bind(line: Line, stay: Stay): void {
    stay.line = line;
    line.bound = true;
    const { heartbeatIntervalMs } = this.announcement;
    if (heartbeatIntervalMs > 0)
      this.#heartbeats.set(
        line,
        setInterval(() => this.alone(line, { kind: 'heartbeat' }), heartbeatIntervalMs).unref(),
      );
  }

  // ---- saying and hearing ----

  /** Says something in the order of a room object; where its connection is lost, it is kept for the Resume. */
  say(stay: Stay, statement: Statement, replyTo = 0, numbering: Numbering = 'next'): void {
    stay.line.say(stay.number(statement, numbering, replyTo), this.announcement.later);
  }

  /** Says something that belongs to one connection alone, and has no number. */
  alone(line: Line, statement: Statement, replyTo = 0): void {
    line.say({ sequence: 0, replyTo, statement }, this.announcement.later);
  }

  hear(line: Line, heard: Heard): void {
    this.heard.push(heard);
    this.note(line, { kind: 'heard', heard });
  }

  note(line: Line, note: Note): void {
    this.report({ kind: 'client', seat: PEER, connection: line.number, note });
    this.changed();
  }

  /** Everybody is let go of; nothing is noted any more. */
  discard(): void {
    for (const line of this.#lines) {
      line.discard();
      clearInterval(this.#heartbeats.get(line));
    }
  }
}
