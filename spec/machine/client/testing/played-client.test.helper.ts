/** A room object of a client to be played with, in few words: what is done to it comes back as lines of what it does. */

import { wsClose } from '../../../../gen/codes.js';
import { type ClientConfig, defaultClientConfig } from '../config.js';
import type { ClientEffect } from '../effects.js';
import type { ArrivedMessage, ClientAsk, ClientEvent, KnownMember, MessageReason, TimerName } from '../events.js';
import { type ClientState, notBegun, type RoomObjectStateName, stateNameOf } from '../state.js';
import { enabledTimers, stepClient } from '../step.js';
import { isTimer, say } from './say.test.helper.js';

type Message = ClientEvent & { type: 'message' };
type Joined = ArrivedMessage & { kind: 'joined' };

/** Somebody else, by participation; the participant is what stands before the `#`. */
export const member = (participation: string): KnownMember => ({
  participant: participation.replace(/#.*/, ''),
  participation,
  role: 'attendee',
});

/** What its application does, and what becomes of its connections: of the newest one, unless it says otherwise. */
class ClientInHand {
  client: ClientState = notBegun;
  /** What the last event brought about. */
  effects: readonly ClientEffect[] = [];
  readonly config: ClientConfig;

  constructor(
    readonly offer: Partial<Joined> = {},
    changes: Partial<ClientConfig> = {},
  ) {
    this.config = { ...defaultClientConfig, ...changes };
  }

  do(event: ClientEvent): string[] {
    [this.client, this.effects] = stepClient(this.config, this.client, event);
    return this.effects.filter((one) => !isTimer(one)).map(say);
  }

  get connection(): number {
    return this.client.connections;
  }

  join = (joinId = 'secret'): string[] => this.do({ type: 'join', joinId });
  ask = (call: number, ask: ClientAsk | 'end' | 'changeMode'): string[] =>
    this.do({ type: 'ask', call, ask: typeof ask === 'string' ? { kind: ask } : ask });
  remove = (call: number): string[] => this.ask(call, { kind: 'remove', target: 'bob#1' });
  switch = (call: number): string[] => this.ask(call, { kind: 'switchRoom', room: 'green', accessToken: 'key' });
  leave = (call: number): string[] => this.do({ type: 'leave', call });
  dispose = (): string[] => this.do({ type: 'dispose' });
  unload = (): string[] => this.do({ type: 'unload' });
  timer = (timer: TimerName): string[] => this.do({ type: 'timer', timer });

  opened = (connection = this.connection): string[] => this.do({ type: 'opened', connection });
  refused = (connection = this.connection): string[] => this.do({ type: 'refused', connection });
  failed = (connection = this.connection): string[] => this.do({ type: 'failed', connection });
  undecodable = (connection = this.connection): string[] => this.do({ type: 'undecodable', connection });
  closed = (code: number = wsClose.NO_FRAME, connection = this.connection): string[] =>
    this.do({ type: 'closed', connection, code });

  get name(): RoomObjectStateName {
    return stateNameOf(this.client);
  }

  get participants(): string[] {
    return this.client.participants.map(({ participation }) => participation);
  }

  /** The timers that may run out. */
  get running(): string[] {
    return enabledTimers(this.client).map((one) => (one.type === 'timer' ? one.timer : one.type));
  }

  /** What the last event started and stopped. */
  get timers(): string[] {
    return this.effects.filter(isTimer).map(say);
  }

  /** For which clauses the last event did each thing, its timers left out. */
  get clauses(): string[] {
    return this.effects.filter((one) => !isTimer(one)).map((one) => `${say(one)}: ${one.clauses.join(', ')}`);
  }
}

/** And what it hears. Its join id is `secret`, its participation `me`. */
export class PlayedClient extends ClientInHand {
  /** In the room, with a server that offers this. */
  static in(offer: Partial<Joined> = {}, changes: Partial<ClientConfig> = {}): PlayedClient {
    const made = new PlayedClient(offer, changes);
    made.join();
    made.opened();
    made.joined();
    return made;
  }

  /** As {@link PlayedClient.in}, and then it has lost its connection, and is opening the next one. */
  static lost(offer: Partial<Joined> = {}, changes: Partial<ClientConfig> = {}): PlayedClient {
    const made = PlayedClient.in({ resumeWindowMs: 60_000, ...offer }, changes);
    made.closed();
    return made;
  }

  /** A message has come, as the next one, unless it says otherwise. */
  hear(message: ArrivedMessage, changes: Partial<Message> = {}): string[] {
    const { connection } = this;
    return this.do({
      type: 'message',
      connection,
      sequence: this.client.received + 1,
      replyTo: 0,
      message,
      ...changes,
    });
  }

  joined(changes: Partial<Joined> = {}, place: Partial<Message> = {}): string[] {
    const own = { session: 'session', participation: 'me', resumeWindowMs: 0, heartbeatTimeoutMs: 0 };
    const rest = { roster: [], token: 'token', lastRequest: 0 };
    return this.hear({ kind: 'joined', ...own, ...rest, ...this.offer, ...changes }, place);
  }

  resumed = (lastRequest = 0, token = 'newer'): string[] =>
    this.hear({ kind: 'resumed', token, lastRequest }, { sequence: 0 });
  accepted = (replyTo: number): string[] => this.hear({ kind: 'accepted' }, { replyTo });
  /** The answer to a Join or a Resume, or to a request. */
  rejected = (code: number, replyTo = 0): string[] =>
    this.hear({ kind: 'rejected', code, said: 'no' }, replyTo > 0 ? { replyTo } : { sequence: 0 });
  arrived = (participation: string, place: Partial<Message> = {}): string[] =>
    this.hear({ kind: 'participantJoined', member: member(participation) }, place);
  departed = (participation: string, reason: MessageReason = null): string[] =>
    this.hear({ kind: 'participantLeft', participant: member(participation).participant, participation, reason });
  roomLeft = (reason: MessageReason, place: Partial<Message> = {}): string[] =>
    this.hear({ kind: 'roomLeft', reason }, place);
  heartbeat = (): string[] => this.hear({ kind: 'heartbeat' }, { sequence: 0 });
}
