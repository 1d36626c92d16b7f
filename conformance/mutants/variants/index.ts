/** Servers that differ from the reference server in what the specification leaves open. The suite must let each of them pass. */
import type { Message } from '../../../spec/machine/index.js';
import type { Outgoing, Outlet, Parts, Wrap } from '../../reference/index.js';
import { type Alteration, rewording } from '../mutant.js';

const asItIs: Wrap = (parts) => parts;

const SWITCH_MS = 20;
const ANSWER_MS = 5;
const NOTICE_MS = 50;
const HEARTBEAT_MS = 50;

/** Everything that goes out goes out a little later, in order: to everybody alike. */
function unhurried({ deliver, close, clock, ...parts }: Parts): Parts {
  return {
    ...parts,
    clock,
    deliver: (outlet: Outlet, message: Outgoing, sequence: number) => {
      clock.after(ANSWER_MS, () => deliver(outlet, message, sequence));
    },
    close: (outlet, code) => {
      clock.after(ANSWER_MS, () => close(outlet, code));
    },
  };
}

const reversed = (message: Message): Message =>
  message.kind === 'joined' ? { ...message, roster: [...message.roster].reverse() } : message;

export const all: readonly Alteration[] = [
  {
    name: 'bare',
    summary: 'declares no feature at all, and lets nobody resume',
    setup: {
      config: {
        extendedCodes: false,
        remove: false,
        replace: false,
        switch: false,
        viewer: false,
        relay: false,
        resumeWindowMs: 0,
      },
      roomOrder: false,
      operatorToken: undefined,
    },
    wrap: asItIs,
  },
  {
    name: 'no-resumption',
    summary: 'declares everything but resume: the loss is the departure',
    setup: { config: { resumeWindowMs: 0 } },
    wrap: asItIs,
  },
  {
    name: 'no-replacing',
    summary: 'refuses the second device of somebody who is there',
    setup: { config: { replace: false } },
    wrap: asItIs,
  },
  {
    name: 'core-codes',
    summary: 'sends the core codes alone',
    setup: { config: { extendedCodes: false } },
    wrap: asItIs,
  },
  {
    name: 'announces-each',
    summary: 'announces to each the departure of each before the end of a meeting, and declares it',
    setup: { config: { announcesEach: true } },
    wrap: asItIs,
  },
  {
    name: 'slow-switch',
    summary: 'takes 20 ms from one room to the other',
    wrap: (parts) => ({
      ...parts,
      onward: (half, go) => {
        if (half === 'committed') parts.clock.after(SWITCH_MS, go);
        else parts.onward(half, go);
      },
    }),
  },
  {
    name: 'undecided-switch',
    summary: 'takes 20 ms until it has decided about a switch',
    wrap: (parts) => ({
      ...parts,
      onward: (half, go) => {
        if (half === 'fixed') parts.clock.after(SWITCH_MS, go);
        else parts.onward(half, go);
      },
    }),
  },
  {
    name: 'newest-first',
    summary: 'lists rosters in another order',
    wrap: rewording(reversed),
  },
  {
    name: 'foreign-words',
    summary: 'says every reason in another language, and none in English',
    wrap: (parts) => ({ ...parts, words: (code) => `Teilnahme beendet (${code}) – auf Wiedersehen! 再见` }),
  },
  {
    name: 'unhurried',
    summary: 'sends everything 5 ms later',
    wrap: unhurried,
  },
  {
    name: 'late-notice',
    summary: 'notices 50 ms later that a connection is gone',
    wrap: (parts) => ({
      ...parts,
      gone: (code, take) => {
        parts.clock.after(NOTICE_MS, () => parts.gone(code, take));
      },
    }),
  },
  {
    name: 'heartbeats',
    summary: 'sends a sign of life every 50 ms',
    setup: { heartbeat: { intervalMs: HEARTBEAT_MS, timeoutMs: 10_000 } },
    wrap: asItIs,
  },
];
