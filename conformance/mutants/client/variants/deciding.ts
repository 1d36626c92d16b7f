/** What a client may decide otherwise than the machine of the reference client does. */
import { wsClose } from '../../../../gen/codes.js';
import type { ClientEffect } from '../../../../spec/machine/client/effects.js';
import type { TimerName } from '../../../../spec/machine/client/events.js';
import { mayBear } from '../../../../spec/machine/client/request.js';
import type { ClientState } from '../../../../spec/machine/client/state.js';
import type { ClientWrap } from '../../../reference/client/parts.js';
import type { Chance } from '../../chance.js';
import { changingClientEffects, changingClientEvents, type HeardEvent, hearing, replacing } from '../mutant.js';

type Send = ClientEffect & { readonly kind: 'send' };

const isAsking = (effect: ClientEffect): effect is Send => effect.kind === 'send' && effect.request > 0;

/** Holds back requests until `mayGo`, in their order; what is held back when its connection is lost was never sent. */
const holdingBack = (mayGo: (state: ClientState, sent: readonly number[]) => boolean): ClientWrap => {
  return (parts) => {
    let held: Send[] = [];
    let sent: number[] = [];
    let over = 0;
    return changingClientEffects(({ after, effects }) => {
      const id = after.connection?.id ?? 0;
      if (id !== over) [held, sent, over] = [[], [], id];
      held.push(...effects.filter(isAsking));
      const waiting = new Set(after.unanswered.map(({ request }) => request));
      sent = sent.filter((request) => waiting.has(request));
      const going: Send[] = [];
      while (held[0] && after.left === null && mayGo(after, sent)) {
        const next = held.shift() as Send;
        going.push({ ...next, ack: after.received });
        sent.push(next.request);
      }
      const others = effects.filter((effect) => !isAsking(effect));
      return [...others, ...going];
    })(parts);
  };
};

/** Nothing is sent behind a Join before Joined has come. */
export const asksWhenJoined = holdingBack(({ joined }) => joined !== null);

/** One request at a time: the next one goes out when the one before is answered. */
export const asksOneByOne = holdingBack((_, sent) => sent.length === 0);

/** Every Ack is sent twice. */
export const acknowledgesTwice = replacing('send', (effect) =>
  effect.saying.kind === 'ack' ? [effect, effect] : [effect],
);

/** A Join whose connection is lost is not repeated: it has failed. */
export const joinsOnce = changingClientEvents((event, { joined, joins }) =>
  event.type === 'closed' && joined === null && joins > 0 ? { type: 'timer', timer: 'join limit' } : event,
);

const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;
const MOST_JOINS = 3;

/** A refusal that says that waiting helps is taken for a connection that is lost, a few times. */
export const triesAgain = hearing((heard, { joined, joins }) =>
  joined === null && joins < MOST_JOINS && isForNow(heard)
    ? { type: 'undecodable', connection: heard.connection }
    : heard,
);

/** The same for a Resume: it is tried twice, and then it is refused. */
export const retriesToResume: ClientWrap = (parts) => {
  let refused = 0;
  return hearing((heard, { joined }) => {
    if (joined === null || !isForNow(heard) || refused === 1) return heard;
    refused += 1;
    return { type: 'undecodable', connection: heard.connection };
  })(parts);
};

/** What is asked for while there is no connection fails at once. */
export const failsWhileAway: ClientWrap = (parts) => ({
  ...parts,
  machine(config, state, event) {
    if (event.type !== 'ask' || state.joined === null || state.left || mayBear(state))
      return parts.machine(config, state, event);
    const outcome = { kind: 'left' } as const;
    return [state, [{ kind: 'settle', call: event.call, outcome, clauses: ['client.calls-settled'] }]];
  },
});

const isForNow = ({ message, replyTo }: HeardEvent): boolean =>
  message.kind === 'rejected' && replyTo === 0 && [RESOURCE_EXHAUSTED, UNAVAILABLE].includes(message.code);

/** Once it has closed by itself, no code of the far end says anything, whether it crossed its own or not. */
export const trustsNoLateClose = changingClientEvents((event, { connection }) =>
  event.type === 'closed' && connection?.phase === 'closing' ? { ...event, code: wsClose.NO_FRAME } : event,
);

/** A frame that is no message is passed over. */
export const passesGarbage = changingClientEvents((event) => (event.type === 'undecodable' ? undefined : event));

/** Timers run as long as this says; `state` is the one in which they start. */
export const changingTimers = (ms: (timer: TimerName, ms: number, state: ClientState) => number): ClientWrap =>
  replacing('start', (effect, { after }) => [{ ...effect, ms: ms(effect.timer, effect.ms, after) }]);

/** How much later than announced a client may notice a silence, or the end of a window, in milliseconds. */
const LATE_MS = 900;

/** Silence and the end of the window are noticed at any time that is right. */
export const noticing = (chance: Chance): ClientWrap =>
  changingTimers((timer, ms, { joined }) => {
    if (timer === 'silence') return ms + chance.between(0, LATE_MS);
    if (timer !== 'resume budget' || !joined) return ms;
    return joined.resumeWindowMs + chance.between(0, joined.heartbeatTimeoutMs + LATE_MS);
  });
