/** The calls that an application makes on its room object, as far as one seat of a world has got with them. */
import type { Action } from '../../exchange/scenario.js';
import type { ToldNote } from '../../exchange/testee.js';
import type { ListenedEvent, ListenerReaction } from '../../exchange/words.js';

/** One call of the application's. */
export interface ApplicationCall {
  readonly action: Action;
  /** Counted from 1. */
  readonly number: number;
  /** How much the peer had heard when it was made. */
  readonly mark: number;
  /** The room object was in a room, over a connection that worked, and had not been told to go. */
  readonly working: boolean;
  ended: boolean;
}

/** What the application does from inside the listener of the next event of one kind. */
export interface ArmedListener {
  readonly event: ListenedEvent;
  readonly reaction: ListenerReaction;
  /** The call that it has made; undefined where the event has not come, or where it throws. */
  call: ApplicationCall | undefined;
}

/** The calls of one seat, and what its application was told. */
export class ClientSeat {
  readonly calls: ApplicationCall[] = [];
  /** What the application was told, in order. */
  readonly told: ToldNote['told'][] = [];
  /** Those whose event has not come. */
  readonly listeners: ArmedListener[] = [];
  /** There is a room object. */
  begun = false;
  /** It was told to leave. */
  leaving = false;
  /** roomLeft was fired. */
  left = false;
  /** When it was fired last, by `performance.now()`. */
  leftAt = 0;
  /** The page that it lives in is gone. */
  unloaded = false;

  constructor(readonly name: string) {}

  call(action: Action, mark: number, bound: boolean): ApplicationCall {
    if (action.kind === 'join') {
      this.begun = true;
      this.leaving = false;
      this.left = false;
    }
    const working = bound && !this.left && !this.leaving;
    if (action.kind === 'leave' || action.kind === 'dispose') this.leaving = true;
    if (action.kind === 'unload') this.unloaded = true;
    const call = { action, number: this.calls.length + 1, mark, working, ended: false };
    this.calls.push(call);
    return call;
  }

  tell({ told }: ToldNote): void {
    this.told.push(told);
    if (told.event !== 'roomLeft') return;
    this.left = true;
    this.leftAt = performance.now();
  }

  /** The first listener that this event sets off; each is set off once. */
  takeListener(event: ToldNote['told']['event']): ArmedListener | undefined {
    const place = this.listeners.findIndex((armed) => armed.event === event);
    return place < 0 ? undefined : this.listeners.splice(place, 1)[0];
  }

  /** Nothing of it may be heard again: each room object is over, and no listener is left that begins another one. */
  get over(): boolean {
    return !this.begun || (this.left && !this.unloaded && this.listeners.length === 0);
  }

  /** It has something to say for itself: begun, and neither left nor gone with its page. */
  get alive(): boolean {
    return this.begun && !this.left && !this.unloaded;
  }
}
