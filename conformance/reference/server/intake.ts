/** From frames to events: what may come first, who says to be who, and how much is too much. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Access, Ask, Event, Fault, FreshIds } from '../../../spec/machine/events.js';
import type { Claim, Tokens } from './access.js';
import type { AcceptedConnection } from './connection.js';
import type { DecodedJoin, DecodedRequest, Incoming } from './decode.js';
import type { ServerEngine } from './engine.js';
import type { Parts } from './parts.js';
import type { ServerLimits, ServerSettings } from './settings.js';

const TOKEN_BYTES = 18;

/** A secret of 144 random bits. */
const secret = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

const made = (): FreshIds => ({ session: randomUUID(), participation: randomUUID(), token: secret() });

/** What is known at once, or when a token has been verified. */
type Later<T> = T | Promise<T>;

/** Takes what arrives, and makes events of it. */
export class Intake {
  constructor(
    private readonly settings: ServerSettings,
    private readonly engine: ServerEngine,
    /** Absent in development mode: everybody is taken at their word. */
    private readonly tokens: Tokens | undefined,
    private readonly parts: Pick<Parts, 'drains' | 'glance' | 'gone' | 'isLife' | 'pause'>,
  ) {}

  /** A frame has arrived. */
  frame(connection: AcceptedConnection, incoming: Incoming): void {
    if (this.parts.isLife(incoming)) connection.heardAt = performance.now();
    const pause = this.parts.pause('frame');
    if (pause) connection.inOrder(() => pause);
    this.#inOrder(connection, () => this.#event(connection, incoming));
  }

  /** The WebSocket is gone, closed by the client with `code`, or without one. */
  gone(connection: AcceptedConnection, code: number): void {
    this.parts.gone(code, (type) => {
      if (!connection.deaf && !this.parts.drains()) {
        connection.deaf = true;
        this.engine.take({ type, connection: connection.id });
      }
      this.#inOrder(connection, () => ({ type, connection: connection.id }));
      connection.inOrder(() => {
        connection.deaf = true;
        this.engine.remove(connection);
        return undefined;
      });
    });
  }

  #inOrder(connection: AcceptedConnection, read: () => Later<Event | undefined>): void {
    const take = (event: Event | undefined) => {
      if (event && !connection.deaf) this.engine.take(event);
    };
    const fail = (error: unknown) => this.engine.failed(connection.id, error);
    connection.inOrder(() => {
      if (connection.deaf) return undefined;
      try {
        const event = read();
        if (event instanceof Promise) return event.then(take).catch(fail);
        take(event);
      } catch (error) {
        fail(error);
      }
      return undefined;
    });
  }

  #event(from: AcceptedConnection, incoming: Incoming): Later<Event | undefined> {
    const first = !from.greeted;
    from.greeted = true;
    const connection = from.id;
    switch (incoming.kind) {
      case 'fault':
        return fault(from, incoming.fault);
      case 'join':
        return this.#isBound(from) ? fault(from, 'join-again') : this.#join(connection, incoming);
      case 'resume':
        return this.#resume(from, incoming, first);
      case 'ack':
        return first ? fault(from, 'request-first') : { type: 'ack', connection, ack: incoming.ack };
      case 'request':
        return first ? fault(from, 'request-first') : this.#request(from, incoming);
    }
  }

  #isBound = (connection: AcceptedConnection): boolean => this.engine.carried(connection) !== undefined;

  /** Without resumption a Resume is a message of a kind that this server does not know. */
  #resume(
    from: AcceptedConnection,
    { token, sequence }: Incoming & { kind: 'resume' },
    first: boolean,
  ): Event | undefined {
    if (this.#isBound(from)) return fault(from, 'join-again');
    if (this.settings.config.resumeWindowMs > 0)
      return { type: 'resume', connection: from.id, token, sequence, fresh: secret() };
    return first ? fault(from, 'request-first') : undefined;
  }

  #join(connection: string, wish: DecodedJoin): Later<Event> {
    const { room, participant, role = 'attendee', accessToken, joinId } = wish;
    const event = (access: Access): Event => {
      const mayEnter = access === 'granted' && !this.engine.remembersJoin(joinId, room, participant);
      const verdict = mayEnter ? placeFor(participant, room, this.engine, this.settings.limits) : access;
      return { type: 'join', connection, room, participant, role, access: verdict, joinId, ...made() };
    };
    if (isUnfitJoin(wish, this.settings.limits)) return event('invalid_argument');
    return this.#verdict(accessToken, { room, participant, role })?.then(event) ?? event('granted');
  }

  /** Undefined where everybody is taken at their word. */
  #verdict(token: string, claim: Claim): Promise<Access> | undefined {
    if (!this.tokens) return undefined;
    const glanced = this.parts.glance(token, claim);
    return glanced ? Promise.resolve(glanced) : this.tokens.verdict(token, claim);
  }

  #request(from: AcceptedConnection, { request, ack, wish }: Incoming & { kind: 'request' }): Later<Event> {
    const event = (ask: Ask): Event => ({ type: 'request', connection: from.id, request, ack, ask });
    if (from.exceedsRate() && !isProtected(wish)) return event({ kind: 'excess' });
    return wish.kind === 'switch' ? this.#switch(from, wish, event) : event(wish);
  }

  #switch(
    from: AcceptedConnection,
    { room, accessToken }: DecodedRequest & { kind: 'switch' },
    event: (ask: Ask) => Event,
  ): Later<Event> {
    const caller = this.engine.carried(from);
    const asking = (access: Access): Event => {
      const place = () => placeFor(caller?.participant ?? '', room, this.engine, this.settings.limits);
      return event({ kind: 'switch', room, access: access === 'granted' ? place() : access, ...made() });
    };
    if (isLong(room, this.settings.limits)) return asking('invalid_argument');
    if (!caller) return asking('granted');
    const { participant, role } = caller;
    return this.#verdict(accessToken, { room, participant, role })?.then(asking) ?? asking('granted');
  }
}

/** What no limit refuses. Clause `limit.leaves`. */
const isProtected = ({ kind }: DecodedRequest): boolean => kind === 'leave' || kind === 'end';

const fault = ({ id: connection }: AcceptedConnection, what: Fault): Event => ({
  type: 'fault',
  connection,
  fault: what,
});

/** Whether a name is too long: clause `limit.answered`. */
export const isLong = (name: string, { nameBytes }: ServerLimits): boolean => Buffer.byteLength(name) > nameBytes;

/** What is wrong with a Join whatever the state of the room. */
export function isUnfitJoin({ room, participant, role, joinId }: DecodedJoin, limits: ServerLimits): boolean {
  const isUnfit = (name: string) => name === '' || isLong(name, limits);
  return role === undefined || isUnfit(room) || isUnfit(participant) || isLong(joinId, limits);
}

/** Whether there is place for one more. A participant who is in the room takes none: that Join replaces, or is refused for another reason. */
export function placeFor(participant: string, name: string, engine: ServerEngine, limits: ServerLimits): Access {
  const room = engine.room(name);
  if (!room) return engine.roomCount < limits.rooms ? 'granted' : 'resource_exhausted';
  if (room.present.length + room.reserved.length < limits.participants) return 'granted';
  return room.present.some((one) => one.participant === participant) ? 'granted' : 'resource_exhausted';
}
