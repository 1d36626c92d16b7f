/** Faults in coming back. */
import { close, reason as reasonCode } from '../../../gen/codes.js';
import { type Lookup, noChanges } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import type { Effect, Reason } from '../../../spec/machine/messages.js';
import { closeCode } from '../../../spec/machine/reasons.js';
import type { RoomObject } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEffects, changingEvents, type Mutant, seenThrough } from '../mutant.js';

type Resuming = Event & { type: 'resume' };
const NO_TOKEN = 'no token of anybody';

const refusing = (when: (event: Resuming, stream: RoomObject) => boolean): Wrap =>
  changingEvents((event, look) => {
    const stream = event.type === 'resume' ? look.roomObject(look.holderOf(event.token) ?? '') : undefined;
    return event.type === 'resume' && stream && when(event, stream) ? { ...event, token: NO_TOKEN } : event;
  });

/** Changes what is sent to a client that resumes, by `change`. */
const answeringResume = (
  change: (effect: Effect & { kind: 'send' }, stream: RoomObject | undefined) => Effect[],
): Wrap =>
  changingEffects(({ look, event, changes }) => {
    if (event.type !== 'resume') return changes.effects;
    const stream = look.roomObject(look.holderOf(event.token) ?? '');
    return changes.effects.flatMap((effect) => (effect.kind === 'send' ? change(effect, stream) : [effect]));
  });

/** A participation that departed while it was away is told this reason. */
const sayingLate = (reasonOf: (reason: Reason, stream: RoomObject) => Reason): Wrap =>
  changingEffects(({ look, event, changes }) => {
    const stream = event.type === 'resume' ? look.roomObject(look.holderOf(event.token) ?? '') : undefined;
    if (!stream?.departure) return changes.effects;
    const reason = reasonOf(stream.departure.reason, stream);
    return changes.effects.map((effect): Effect => {
      if (effect.kind === 'close') return { ...effect, code: closeCode(reason) };
      return effect.message.kind === 'roomLeft' ? { ...effect, message: { ...effect.message, reason } } : effect;
    });
  });

/** Tokens that have died are kept. */
const everyToken: Wrap = (parts) => {
  const holders = new Map<string, string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const holder = event.type === 'resume' ? holders.get(event.token) : undefined;
      const changes = parts.react(config, holder === undefined ? look : revived(look, event, holder), event, machine);
      for (const [id, stream] of changes.roomObjects)
        for (const { value } of stream?.tokens ?? []) holders.set(value, id);
      return changes;
    },
  };
};

function revived(look: Lookup, event: Event, holder: string): Lookup {
  const value = event.type === 'resume' ? event.token : '';
  const all = seenThrough(look, (stream) => {
    const serves = stream.id !== holder || stream.tokens.some((one) => one.value === value);
    return serves ? stream : { ...stream, tokens: [{ value, sequence: null }, ...stream.tokens] };
  });
  return { ...all, holderOf: () => holder };
}

const switched = ({ participation, id }: RoomObject): boolean => participation !== id;

/** The faults in coming back. */
export const resumingMutants: readonly Mutant[] = [
  {
    name: 'forgets-requests',
    breaks: 'resume.last-request',
    summary: 'says in every Resumed that no request has been taken up',
    wrap: answeringResume((effect) => {
      const { message } = effect;
      return [message.kind === 'resumed' ? { ...effect, message: { ...message, lastRequest: 0 } } : effect];
    }),
  },
  {
    name: 'counts-answers',
    breaks: 'resume.last-request',
    // An answer may look like the second one to the request before.
    or: ['request.never-twice'],
    summary: 'counts only requests that it has answered: a switch under way is asked for once more, and done twice',
    wrap: (parts) => ({
      ...parts,
      onward: (half, go) => {
        if (half === 'committed') go();
        else parts.clock.after(30, go);
      },
      react(config, look, event, machine) {
        const unanswered = seenThrough(look, (stream) =>
          stream.switching ? { ...stream, lastRequest: stream.switching.request - 1 } : stream,
        );
        return parts.react(config, event.type === 'resume' ? unanswered : look, event, machine);
      },
    }),
  },
  {
    name: 'starts-afresh',
    breaks: 'resume.missed',
    // Of somebody who has switched meanwhile, it is missing.
    or: ['switch.announced'],
    summary: 'sends nothing again of what somebody has missed',
    wrap: answeringResume((effect) => (effect.sequence > 0 ? [] : [effect])),
  },
  {
    name: 'tells-of-tokens',
    breaks: 'resume.not-found',
    summary: 'refuses a token that was never given with UNAUTHENTICATED',
    wrap: answeringResume((effect) => {
      const { message } = effect;
      const isRefusal = message.kind === 'rejected' && message.code === 'not_found';
      return [isRefusal ? { ...effect, message: { ...message, code: 'unauthenticated' } } : effect];
    }),
  },
  {
    name: 'two-lines',
    breaks: 'resume.old-connection',
    summary: 'leaves the connection open that another one has replaced',
    wrap: changingEffects(({ changes }) =>
      changes.effects.filter((effect) => effect.kind !== 'close' || effect.code !== close.REPLACED),
    ),
  },
  {
    name: 'welcomes-the-departed',
    breaks: 'resume.or-departure',
    // The token that comes with the Resumed is good for nothing.
    or: ['resume.tokens-serve', 'resume.remembers'],
    summary: 'answers a Resume with Resumed, though the participation has departed',
    wrap: (parts) => ({
      ...parts,
      react(config, look, event, machine) {
        const stream = event.type === 'resume' ? look.roomObject(look.holderOf(event.token) ?? '') : undefined;
        if (event.type !== 'resume' || !stream?.departure) return parts.react(config, look, event, machine);
        const message = { kind: 'resumed', token: event.fresh, lastRequest: stream.lastRequest } as const;
        const to = event.connection;
        return { ...noChanges, effects: [{ kind: 'send', to, message, sequence: 0, clauses: ['resume.resumed'] }] };
      },
    }),
  },
  {
    name: 'forgets-the-departed',
    breaks: 'resume.remembers',
    // In the middle of a switch the Resume ought to wait.
    or: ['switch.resume-waits'],
    summary: 'forgets anybody who departs at once, and answers its Resume with NOT_FOUND',
    wrap: refusing((_, { departure }) => departure !== null),
  },
  {
    name: 'not-lost-yet',
    breaks: 'resume.resumed',
    // In the middle of a switch the Resume ought to wait.
    or: ['switch.resume-waits'],
    summary: 'refuses a Resume as long as it has not noticed the loss of the old connection itself',
    wrap: refusing((_, { connection, departure }) => connection !== null && departure === null),
  },
  {
    name: 'tokens-live-on',
    breaks: 'resume.token-dies',
    summary: 'lets every token serve that it has ever given',
    wrap: everyToken,
  },
  {
    name: 'newest-token-alone',
    breaks: 'resume.tokens-serve',
    summary: 'lets the newest token alone serve, whether or not it has arrived',
    wrap: refusing(({ token }, { tokens }) => tokens.at(-1)?.value !== token),
  },
  {
    name: 'lost-while-away',
    breaks: 'resume.true-reason',
    summary: 'tells anybody who departed while it was away that its connection was lost, whatever the others were told',
    wrap: sayingLate(() => reasonCode.WEBSOCKET_DISCONNECTED),
  },
  {
    name: 'answers-for-the-old-room',
    breaks: 'resume.true-reason',
    // In the middle of the switch the Resume ought to wait.
    or: ['switch.resume-waits'],
    summary: 'answers the Resume of somebody who had switched and has then departed with 1005, of the room before',
    wrap: sayingLate((reason, stream) => (switched(stream) ? reasonCode.SWITCH_ROOM : reason)),
  },
];
