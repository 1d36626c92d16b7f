/** Faults in noticing that somebody is gone, and in letting connections go. */
import { wsClose } from '../../../gen/codes.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEvents, type Mutant } from '../mutant.js';

/** The resume window is of another length than was announced. */
const window =
  (change: (ms: number) => number): Wrap =>
  (parts) => {
    let windowMs = 0;
    return {
      ...parts,
      react(config, look, event, machine) {
        windowMs = config.resumeWindowMs;
        return parts.react(config, look, event, machine);
      },
      clock: { after: (ms, run) => parts.clock.after(ms === windowMs ? change(ms) : ms, run) },
    };
  };

/** Close codes from here on follow RoomLeft, or say that another connection has taken over. */
const LEAST_REASON = 4_000;
/** How much longer than its window somebody stays, in a server that looks after the lost now and then. */
const SWEEP_MS = 3000;

/** The faults in noticing that somebody is gone, and in letting connections go. */
export const losingMutants: readonly Mutant[] = [
  {
    name: 'ghosts',
    breaks: 'connection.lost',
    summary: 'keeps anybody who has lost its connection for ever',
    wrap: changingEvents((event) => (event.type === 'expired' ? undefined : event)),
  },
  {
    name: 'impatient',
    breaks: 'connection.lost-in-time',
    summary: 'waits for half of the resume window that it has announced',
    wrap: window((ms) => ms / 2),
  },
  {
    name: 'sweeps-now-and-then',
    breaks: 'connection.lost',
    // One that asks before it has come is shown a ghost; one that does not is never told, as far as anybody waits; a loss by a close is one too.
    or: ['connection.lost-in-time', 'connection.other-close'],
    summary: 'announces losses three seconds after the end of the resume window, when nobody waits for them any more',
    wrap: window((ms) => ms + SWEEP_MS),
  },
  {
    name: 'goodbye-unheard',
    breaks: 'connection.goodbye',
    summary: 'takes a close with 4101 for a lost connection',
    wrap: (parts) => ({ ...parts, gone: (_, take) => take('lost') }),
  },
  {
    name: 'any-close-leaves',
    breaks: 'connection.other-close',
    summary: 'takes a close with 1000, as a proxy sends it, for a Leave',
    setup: { config: { resumeWindowMs: 0 } },
    wrap: (parts) => ({
      ...parts,
      gone: (code, take) => (code === wsClose.NORMAL ? take('goodbye') : parts.gone(code, take)),
    }),
  },
  {
    name: 'never-closes',
    breaks: 'close.follows',
    // Nor is the connection closed that a newer one has replaced.
    or: ['resume.old-connection'],
    summary: 'lets those who have departed close the connection themselves',
    wrap: (parts) => ({
      ...parts,
      close: (outlet, code) => {
        if (code < LEAST_REASON) parts.close(outlet, code);
      },
    }),
  },
];
