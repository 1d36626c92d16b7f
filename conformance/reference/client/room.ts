/** One room object: what an application holds in its hand. The same for every platform. */
import type { ApplicationNews } from '../../../spec/machine/client/effects.js';
import type { ClientAsk } from '../../../spec/machine/client/events.js';
import { type RoomObjectStateName, stateNameOf } from '../../../spec/machine/client/state.js';
import { CallFailed, newCalls } from './call.js';
import { isTooLong, type Joiner } from './encode.js';
import { ClientEngine } from './engine.js';
import {
  type ApplicationEvent,
  type Audience,
  asParticipant,
  type EventName,
  type Listener,
  newAudience,
  type Participant,
} from './events.js';
import { type JoinOptions, timingOf } from './options.js';
import type { ClientParts } from './parts.js';
import type { Reason } from './reason.js';
import { USUAL_SUBPROTOCOLS } from './socket.js';

/**
 * A room object: from its Join, through every loss of the connection and every switch, to its roomLeft.
 * {@link joinRoom} makes one. Its calls settle no later than roomLeft: clause `client.calls-settled`.
 *
 * @example
 * const room: Room = joinRoom({ url: 'ws://127.0.0.1:8080', roomId: 'blue', participantId: 'ann' });
 * const forget = room.on('participantLeft', (participant, { type }) => console.log(participant, type));
 * room.on('roomLeft', ({ type, code, source }) => console.log(type, code, source));
 * await room.leave();
 * forget();
 */
export class Room {
  readonly #audience: Audience;
  readonly #calls = newCalls();
  readonly #engine: ClientEngine;
  readonly #parts: ClientParts;
  readonly #joiner: Joiner;
  readonly #subprotocols: readonly string[];
  readonly #forgetPage: () => void;
  #roomId: string;

  /** Begins to join at once. */
  constructor(options: JoinOptions, parts: ClientParts) {
    const { roomId, participantId, role = 'attendee', subprotocols = USUAL_SUBPROTOCOLS } = options;
    this.#subprotocols = subprotocols;
    this.#roomId = roomId;
    this.#parts = parts;
    this.#audience = newAudience(parts.uncaught);
    this.#joiner = { roomId, participantId, role };
    this.#engine = new ClientEngine({
      config: timingOf(options),
      options,
      joiner: this.#joiner,
      parts,
      calls: this.#calls,
      tell: (told) => this.#tell(told),
    });
    this.#forgetPage = parts.unloading(() => this.#engine.take({ type: 'unload' }));
    this.#engine.take({ type: 'join', joinId: parts.secret() });
  }

  /**
   * Calls `listener` at each such event, and gives back a function that takes the listener off again.
   * A listener that throws keeps the event from nobody else; its error is thrown again as an uncaught one.
   */
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void {
    return this.#audience.on(event, listener);
  }

  /** The others who are in the room, as far as the server has told. Empty before `joined` and after `roomLeft`. */
  get participants(): readonly Participant[] {
    return this.#engine.state.participants.map(asParticipant);
  }

  /** Where the room object is in its life, such as `joining` or `left`. */
  get state(): RoomObjectStateName {
    return stateNameOf(this.#engine.state);
  }

  /**
   * Leaves, without the others; possible in every state. Resolves no later than roomLeft, which fires within 5 s.
   * Never throws and never rejects. A second call changes nothing.
   * Clauses `client.leave-always`, `client.leave-bounded`, `client.leave-never-throws`, `client.leave-again`.
   */
  leave(): Promise<void> {
    return this.#calls.make('leave()', (call) => this.#engine.take({ type: 'leave', call }));
  }

  /**
   * Ends the meeting for all. Resolves when it has ended. Clause `client.refused-call`.
   *
   * @throws Rejects with {@link CallFailed} where the server refuses it: the room object stays in the room then.
   */
  end(): Promise<void> {
    return this.#ask('end()', { kind: 'end' });
  }

  /**
   * Removes somebody else; hosts may do that. Resolves when they are no longer in the room. Clause `client.refused-call`.
   *
   * @throws Rejects with {@link CallFailed} where the server refuses it.
   */
  remove(participationId: string): Promise<void> {
    return this.#ask('remove()', { kind: 'remove', target: participationId });
  }

  /**
   * Moves to another room: `switched` fires, and no roomLeft. `accessToken` is one for the new room, where the server
   * asks for tokens. Clauses `client.switch-fires-none`, `client.refused-call`.
   *
   * @throws Rejects with {@link CallFailed} where the server refuses it: the room object stays where it is then.
   */
  switchRoom(roomId: string, accessToken = ''): Promise<void> {
    return this.#ask('switchRoom()', { kind: 'switchRoom', room: roomId, accessToken });
  }

  /**
   * Becomes a viewer, who is no participant: roomLeft fires with 1003. Clause `client.refused-call`.
   *
   * @throws Rejects with {@link CallFailed} where the server refuses it.
   */
  becomeViewer(): Promise<void> {
    return this.#ask('becomeViewer()', { kind: 'changeMode' });
  }

  /** Gives the room object back, as when the meeting screen goes away: it leaves. Clause `client.dispose`. */
  dispose(): void {
    this.#engine.take({ type: 'dispose' });
  }

  /** What no server would take is not sent at all. Clause `client.message-size`. */
  #ask(what: string, ask: ClientAsk): Promise<void> {
    if (isTooLong(ask, { joiner: this.#joiner, accessToken: '' }, this.#subprotocols))
      return Promise.reject(
        new CallFailed(`${what} has not been sent: it would take more than 65,536 bytes.`, undefined),
      );
    return this.#calls.make(what, (call) => this.#engine.take({ type: 'ask', call, ask }));
  }

  #tell(told: ApplicationNews): void {
    const telling = this.#telling(told);
    if (told.event !== 'roomLeft') {
      this.#parts.tell(this.#audience, telling);
      return;
    }
    this.#forgetPage();
    // Code that awaits a call goes on first. Clause `client.calls-settled`.
    queueMicrotask(() => this.#parts.tell(this.#audience, telling));
  }

  #telling(told: ApplicationNews): ApplicationEvent {
    switch (told.event) {
      case 'joined':
      case 'switched': {
        this.#roomId = told.room ?? this.#roomId;
        const { session: sessionId, participation: participationId } = told.joined;
        const { participants } = this;
        return { event: told.event, values: [{ roomId: this.#roomId, sessionId, participationId, participants }] };
      }
      case 'participantJoined': {
        const { participantId, participationId, role } = asParticipant(told.member);
        return { event: told.event, values: [participantId, participationId, role] };
      }
      case 'participantLeft':
        return { event: told.event, values: [told.participant, this.#reason(told.reason), told.participation] };
      case 'roomLeft':
        return { event: told.event, values: [this.#reason(told.reason)] };
    }
  }

  #reason({ code, source, said }: (ApplicationNews & { event: 'roomLeft' })['reason']): Reason {
    return { ...this.#parts.word(code, said), code, source };
  }
}
