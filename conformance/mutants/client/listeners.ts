/** Faults that show when an application does something from inside a listener. */
import type { ClientEffect } from '../../../spec/machine/client/effects.js';
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, changingClientEffects, changingClientEvents } from './mutant.js';

/** What is asked for from inside a listener is taken up as soon as the listener has returned, before anything else can happen. */
const telling = (): { readonly wrap: ClientWrap; readonly isInside: () => boolean } => {
  let depth = 0;
  const wrap: ClientWrap = (parts) => ({
    ...parts,
    tell(audience, event) {
      depth += 1;
      parts.tell(audience, event);
      queueMicrotask(() => {
        depth -= 1;
      });
    },
  });
  return { wrap, isInside: () => depth > 0 };
};

/** A call of this kind that is made from inside a listener is lost. */
const deafInside =
  (type: ClientEvent['type']): ClientWrap =>
  (parts) => {
    const { wrap, isInside } = telling();
    return wrap(changingClientEvents((event) => (event.type === type && isInside() ? undefined : event))(parts));
  };

const firesAgainInside: ClientWrap = (parts) => {
  const { wrap, isInside } = telling();
  let last: ClientEffect | undefined;
  const again = changingClientEffects(({ before, event, effects }) => {
    last = effects.find((effect) => effect.kind === 'tell' && effect.told.event === 'roomLeft') ?? last;
    const leaves = event.type === 'leave' || event.type === 'dispose';
    return leaves && isInside() && before.left !== null && last ? [...effects, last] : effects;
  });
  return wrap(again(parts));
};

const stopsAtAThrow: ClientWrap = (parts) => {
  let isBroken = false;
  return {
    ...parts,
    uncaught(error) {
      isBroken = true;
      parts.uncaught(error);
    },
    tell(audience, event) {
      if (!isBroken || event.event === 'roomLeft') parts.tell(audience, event);
    },
  };
};

const diesOfAThrow: ClientWrap = (parts) => ({
  ...parts,
  uncaught: (cause) => parts.uncaught(new Error('the handler of errors has failed', { cause })),
});

/** The faults that show from inside a listener. */
export const listenersMutants: readonly ClientMutant[] = [
  {
    name: 'deaf-to-leave-inside',
    breaks: 'client.leave-always',
    or: ['client.leave-bounded'],
    summary: 'does not hear a leave() that is called from inside a listener',
    wrap: deafInside('leave'),
  },
  {
    name: 'deaf-to-dispose-inside',
    breaks: 'client.dispose',
    or: ['client.leave-always'],
    summary: 'does not hear a dispose() that is called from inside a listener',
    wrap: deafInside('dispose'),
  },
  {
    name: 'fires-again-inside',
    breaks: 'client.room-left-once',
    summary: 'fires roomLeft once more when its application leaves from inside the listener of it',
    wrap: firesAgainInside,
  },
  {
    name: 'stops-at-a-throw',
    breaks: 'client.listener-throws',
    summary: 'tells its application of nothing but its end once a listener has thrown',
    wrap: stopsAtAThrow,
  },
  {
    name: 'dies-of-a-throw',
    breaks: 'client.room-left-once',
    summary: 'takes its process down when a listener throws',
    wrap: diesOfAThrow,
  },
];
