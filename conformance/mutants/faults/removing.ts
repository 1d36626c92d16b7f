/** Faults in removing. */

import { reason as reasonCode, wsClose } from '../../../gen/codes.js';
import type { Effect } from '../../../spec/machine/messages.js';
import type { RoomEvent, Telling } from '../../../spec/machine/state.js';
import { type Asked, answering, changingEffects, type Mutant, merelyAccepted, refusedBy } from '../mutant.js';

const target = ({ ask }: Asked): string => (ask.kind === 'remove' ? ask.target : '');

/** The same, by somebody who may. */
const asHost = ({ room, caller, right, ...asked }: Asked) => {
  const present = room.present.map((one) => (one === caller ? { ...one, role: 'host' as const } : one));
  const event: RoomEvent = { type: 'ask', participation: caller.id, ...asked };
  return right(event, { ...room, present });
};

/** The faults in removing. */
export const removingMutants: readonly Mutant[] = [
  {
    name: 'anybody-removes',
    breaks: 'remove.authority',
    summary: 'lets attendees remove others',
    wrap: answering('remove', (asked) => (asked.caller.role === 'host' ? undefined : asHost(asked))),
  },
  {
    name: 'removes-all-the-same',
    breaks: 'request.refused-changes-nothing',
    summary: 'refuses the Remove of one attendee by another, and carries it out all the same',
    wrap: answering('remove', (asked) => {
      const named = asked.room.present.find(({ id }) => id === target(asked));
      if (asked.caller.role === 'host' || named?.role !== 'attendee' || named === asked.caller) return undefined;
      const [after, tellings] = asHost(asked);
      const [, refusal] = refusedBy(asked, 'permission_denied');
      return [after, [...tellings.filter(({ message }) => message.kind !== 'accepted'), ...refusal]];
    }),
  },
  {
    name: 'expels-the-refused',
    breaks: 'request.refused-changes-nothing',
    // The others are told that the caller is gone, and the caller is not.
    or: ['departure.tells-leaver'],
    summary: 'closes the connection of anybody who asks for something that it may not do',
    wrap: changingEffects(({ changes }) =>
      changes.effects.flatMap((effect): Effect[] => {
        const refused = effect.kind === 'send' && effect.message.kind === 'rejected' ? effect.message : undefined;
        if (refused?.code !== 'permission_denied' || refused.replyTo === 0) return [effect];
        return [effect, { kind: 'close', to: effect.to, code: wsClose.POLICY_VIOLATION, clauses: effect.clauses }];
      }),
    ),
  },
  {
    name: 'second-remover-fails',
    breaks: 'remove.departed',
    summary: 'refuses to remove somebody who has departed already',
    wrap: answering('remove', (asked) => {
      const late = asked.caller.role === 'host' && asked.room.departed.includes(target(asked));
      return late ? refusedBy(asked, 'not_found') : undefined;
    }),
  },
  {
    name: 'removes-itself',
    breaks: 'remove.self',
    summary: 'lets a host remove itself',
    wrap: answering('remove', (asked) => {
      const { caller, request, right } = asked;
      if (caller.role !== 'host' || target(asked) !== caller.id) return undefined;
      const [after, tellings] = right({ type: 'ask', participation: caller.id, request, ask: { kind: 'leave' } });
      const removed = ({ message }: Telling) =>
        'reason' in message ? { ...message, reason: reasonCode.REMOVE_PEER } : message;
      return [after, tellings.map((telling) => ({ ...telling, message: removed(telling) }))];
    }),
  },
  {
    name: 'deaf-to-removal',
    breaks: 'remove.takes-effect',
    // Where something else ends the participation, the removal seems to come late.
    or: ['fence.effects-first'],
    summary: 'accepts a Remove and forgets about it',
    wrap: answering('remove', (asked) => {
      const named = asked.room.present.some(({ id }) => id === target(asked) && id !== asked.caller.id);
      return asked.caller.role === 'host' && named ? merelyAccepted(asked) : undefined;
    }),
  },
  {
    name: 'removes-nobody-gladly',
    breaks: 'remove.unknown',
    summary: 'accepts the Remove of somebody of whom the session has never heard',
    wrap: answering('remove', (asked) => {
      const { room, caller } = asked;
      const known = room.departed.includes(target(asked)) || room.present.some(({ id }) => id === target(asked));
      return caller.role === 'host' && !known ? merelyAccepted(asked) : undefined;
    }),
  },
];
