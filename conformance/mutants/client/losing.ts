/** Faults in how a client loses its connection, and in how it comes back. */
import { close } from '../../../gen/codes.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, changingClientEffects, closingWith, hearing, replacing } from './mutant.js';

/** An older token serves no more once the client has been heard under a newer one. */
const keepsTheFirstToken: ClientWrap = (parts) => {
  let first = '';
  return replacing('send', (effect, { before }) => {
    if (effect.saying.kind !== 'resume') return [effect];
    first ||= before.token;
    return [{ ...effect, saying: { ...effect.saying, token: first } }];
  })(parts);
};

/** The faults in how a client loses its connection, and in how it comes back. */
export const clientLosingMutants: readonly ClientMutant[] = [
  {
    name: 'never-notices-silence',
    breaks: 'client.silence',
    summary: 'waits for ever on a connection that has gone silent',
    wrap: replacing('start', (effect) => (effect.timer === 'silence' ? [] : [effect])),
  },
  {
    name: 'leaves-what-is-lost',
    breaks: 'client.declared-lost',
    summary: 'closes with 4101 what it takes as lost',
    wrap: closingWith((code) => (code === 3000 ? close.LEAVE : code)),
  },
  {
    name: 'gives-up-early',
    breaks: 'client.resumes',
    summary: 'tries to resume for a millisecond, whatever the window',
    wrap: hearing((heard) =>
      heard.message.kind === 'joined'
        ? { ...heard, message: { ...heard.message, resumeWindowMs: Math.min(1, heard.message.resumeWindowMs) } }
        : heard,
    ),
  },
  {
    name: 'never-gives-up',
    breaks: 'client.room-left-once',
    or: ['client.local-reason', 'client.leave-always', 'client.leave-bounded'],
    summary: 'goes on reconnecting for ever, without a pause, whatever the window',
    wrap: replacing('start', (effect) => {
      if (effect.timer === 'next attempt') return [{ ...effect, ms: 0 }];
      return effect.timer === 'resume budget' || effect.timer === 'join limit' ? [] : [effect];
    }),
  },
  {
    name: 'keeps-the-first-token',
    breaks: 'client.resume-newest',
    summary: 'presents the token that it was given first',
    wrap: keepsTheFirstToken,
  },
  {
    name: 'asks-at-once',
    breaks: 'client.waits-for-answer',
    summary: 'sends an Ack right behind its Resume',
    wrap: changingClientEffects(({ effects }) =>
      effects.flatMap((effect) =>
        effect.kind === 'send' && effect.saying.kind === 'resume'
          ? [effect, { ...effect, saying: { kind: 'ack' } } as const]
          : [effect],
      ),
    ),
  },
  {
    name: 'sends-nothing-again',
    breaks: 'client.sends-again',
    summary: 'takes every request for taken up when it comes back',
    wrap: hearing((heard) =>
      heard.message.kind === 'resumed'
        ? { ...heard, message: { ...heard.message, lastRequest: Number.MAX_SAFE_INTEGER } }
        : heard,
    ),
  },
];
