/** The loop of a testee, without a way to the suite: takes commands, and says answers and events. */
import type { Act, Action, Answer, Command, Message, Open } from './messages.js';
import { Refused, Unsupported } from './refused.js';
import type { Calls, Testee, World } from './testee.js';

/** A call that has begun. */
export interface CallUnderWay {
  readonly world: string;
  readonly seat: string;
  readonly kind: string;
  /** Ends it with another answer than its own, which is not said any more. */
  end(answer: Answer): void;
}

/** Begins a call; a host can note which call it is, to know it again in what goes wrong. */
export type Begin = (call: CallUnderWay, begin: () => unknown) => unknown;

const DONE: Answer = { done: {} };
const UNSUPPORTED: Answer = { unsupported: {} };
const broken = (error: unknown): Answer => ({ broken: { why: String(error) } });

interface OpenWorld {
  readonly world: World;
  open: boolean;
}

/**
 * A function that takes the commands of the suite, for a testee that has its own way to it, such as a page with a WebSocket.
 * Each command is answered exactly once, and calls begin in the order in which they are asked for.
 *
 * @example
 * const socket = new WebSocket('ws://127.0.0.1:40001/testee');
 * const take = takeCommands(ourTestee, (message) => socket.send(JSON.stringify(message)));
 * socket.onmessage = ({ data }) => take(JSON.parse(data));
 */
export function takeCommands(testee: Testee, say: (message: Message) => void): (command: Command) => void {
  return new Loop(testee, say).take;
}

/** The loop, and the calls that are under way in it. */
export class Loop {
  readonly #worlds = new Map<string, OpenWorld>();
  readonly #underWay = new Set<CallUnderWay>();

  constructor(
    private readonly testee: Testee,
    private readonly say: (message: Message) => void,
    private readonly begin: Begin = (_, begin) => begin(),
  ) {}

  readonly take = (command: Command): void => {
    const { id, hello, act } = command;
    if (act) this.#act(id, act);
    else this.#answer(id, () => (hello ? this.#ready() : this.#aboutWorlds(command)));
  };

  /** The calls of a seat that have not ended. */
  underWay(world: string, seat?: string): CallUnderWay[] {
    return [...this.#underWay].filter((call) => call.world === world && (seat === undefined || call.seat === seat));
  }

  #answer(id: number, find: () => Promise<Answer>): void {
    find().then(
      (answer) => this.say({ id, ...answer }),
      (error) => this.say({ id, ...broken(error) }),
    );
  }

  async #ready(): Promise<Answer> {
    const { ready } = this.testee;
    return { ready: typeof ready === 'function' ? await ready() : ready };
  }

  async #aboutWorlds({ open, settle, close }: Command): Promise<Answer> {
    if (open) this.#open(open);
    else if (settle) await this.#worlds.get(settle.world)?.world.settle?.();
    else if (close) await this.#close(close.world);
    else return UNSUPPORTED;
    return DONE;
  }

  #open(open: Open): void {
    const { world: name } = open;
    let isOpen = (): boolean => true;
    const world = this.testee.world(open, (seat, event) => {
      if (isOpen()) this.say({ told: { world: name, seat, event } });
    });
    const opened: OpenWorld = { world, open: true };
    isOpen = () => opened.open;
    this.#worlds.set(name, opened);
  }

  /** What is still under way in a world that is over is answered, too: nobody else would. */
  #close(name: string): unknown {
    const closed = this.#worlds.get(name);
    if (!closed) return undefined;
    closed.open = false;
    this.#worlds.delete(name);
    for (const call of this.underWay(name)) call.end({ broken: { why: 'the world is closed' } });
    return closed.world.close?.();
  }

  #act(id: number, { world, action, accessToken = '' }: Act): void {
    const call = this.#call(id, world, action);
    const make = callOf(this.#worlds.get(world)?.world.calls ?? {}, action, accessToken) ?? unknown;
    const made = async (): Promise<unknown> => this.begin(call, make);
    made().then(
      () => call.end(DONE),
      (error) => call.end(failure(error)),
    );
  }

  #call(id: number, world: string, { seat, ...kinds }: Action): CallUnderWay {
    const call: CallUnderWay = {
      world,
      seat,
      kind: Object.keys(kinds)[0] ?? '',
      end: (answer) => {
        if (this.#underWay.delete(call)) this.say({ id, ...answer });
      },
    };
    this.#underWay.add(call);
    return call;
  }
}

function failure(error: unknown): Answer {
  if (error instanceof Unsupported) return UNSUPPORTED;
  if (!(error instanceof Refused)) return broken(error);
  const { message: why, native } = error;
  return { refused: native === undefined ? { why } : { why, native } };
}

function unknown(): never {
  throw new Unsupported('the testee does not know such a call');
}

/** The call that an action names; none where the testee does not know it. */
function callOf(calls: Calls, { seat, ...kinds }: Action, accessToken: string): (() => unknown) | undefined {
  const [kind = '', what] = Object.entries(kinds)[0] ?? [];
  if (!Object.hasOwn(calls, kind)) return undefined;
  const call = calls[kind as keyof Calls] as
    | ((seat: string, what: unknown, accessToken: string) => unknown)
    | undefined;
  return call && (() => call(seat, what, accessToken));
}
