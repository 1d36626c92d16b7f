/** Faults in answering. */
import type { Wrap } from '../../reference/server/parts.js';
import { answering, changingEffects, type Mutant, refusedBy, rewording, seenThrough } from '../mutant.js';

/** A request is taken up whatever was taken up before. */
const noMemory: Wrap = (parts) => ({
  ...parts,
  react(config, look, event, machine) {
    if (event.type !== 'request') return parts.react(config, look, event, machine);
    const forgetful = seenThrough(look, (stream) => ({
      ...stream,
      lastRequest: Math.min(stream.lastRequest, event.request - 1),
    }));
    return parts.react(config, forgetful, event, machine);
  },
});

/** The faults in answering. */
export const requestMutants: readonly Mutant[] = [
  {
    name: 'answers-acks',
    breaks: 'ack.unanswered',
    summary: 'acknowledges acknowledgements',
    wrap: changingEffects(({ event, changes }) => {
      if (event.type !== 'ack') return changes.effects;
      const message = { kind: 'accepted', replyTo: 0 } as const;
      return [
        ...changes.effects,
        { kind: 'send', to: event.connection, message, sequence: 0, clauses: ['sync.accepted'] },
      ];
    }),
  },
  {
    name: 'passes-over',
    breaks: 'request.answered',
    summary: 'does not answer what it does not know',
    wrap: answering('unknown', ({ room }) => [room, []]),
  },
  {
    name: 'knows-no-better',
    breaks: 'request.unknown',
    summary: 'refuses what it does not know with INVALID_ARGUMENT',
    wrap: answering('unknown', (asked) => refusedBy(asked, 'invalid_argument')),
  },
  {
    name: 'no-sync-for-attendees',
    breaks: 'sync.accepted',
    summary: 'refuses the Sync of attendees',
    wrap: answering('sync', (asked) =>
      asked.caller.role === 'host' ? undefined : refusedBy(asked, 'permission_denied'),
    ),
  },
  {
    name: 'unasked',
    breaks: 'request.settled-by-room-left',
    summary: 'does not say which request a RoomLeft answers',
    wrap: rewording((message) => (message.kind === 'roomLeft' ? { ...message, replyTo: 0 } : message)),
  },
  {
    name: 'does-it-again',
    breaks: 'request.never-twice',
    summary: 'carries out once more a request that is sent again',
    wrap: noMemory,
  },
];
