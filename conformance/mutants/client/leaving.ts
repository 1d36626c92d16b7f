/** Faults in leave(), in dispose(), and in pages that go away. */
import { reason } from '../../../gen/codes.js';
import { type ClientMutant, changingClientEvents, replacing, withConfig } from './mutant.js';

/** The faults in leave(), in dispose(), and in pages that go away. */
export const clientLeavingMutants: readonly ClientMutant[] = [
  {
    name: 'leaves-only-from-inside',
    breaks: 'client.leave-always',
    summary: 'ignores leave() until it is in a room',
    wrap: changingClientEvents((event, { joined, left }) =>
      event.type === 'leave' && left === null && joined === null ? undefined : event,
    ),
  },
  {
    name: 'leaves-late',
    breaks: 'client.leave-bounded',
    summary: 'waits for 8 s for the answer to a Leave',
    wrap: withConfig({ leavePatienceMs: 8_000, leaveBoundMs: 9_000 }),
  },
  {
    name: 'leaves-at-once',
    breaks: 'client.leave-waits',
    summary: 'closes 100 ms after leave(), whatever the server says',
    wrap: withConfig({ leavePatienceMs: 100 }),
  },
  {
    name: 'second-leave-throws',
    breaks: 'client.leave-again',
    summary: 'lets a second leave() fail',
    wrap: changingClientEvents((event, { leaving, left }) => {
      if (event.type === 'leave' && (leaving || left !== null)) throw new Error('it has been called already');
      return event;
    }),
  },
  {
    name: 'leave-fails',
    breaks: 'client.leave-never-throws',
    summary: 'lets leave() fail where something else ended the stay',
    wrap: replacing('settle', (effect, { before, after }) => {
      const own = before.leaves.includes(effect.call);
      return own && after.left?.code !== reason.MANUAL_LEAVE_CALLED
        ? [{ ...effect, outcome: { kind: 'left' } }]
        : [effect];
    }),
  },
  {
    name: 'dispose-does-nothing',
    breaks: 'client.dispose',
    summary: 'stays in the meeting when its room object is given back',
    wrap: changingClientEvents((event) => (event.type === 'dispose' ? undefined : event)),
  },
  {
    name: 'unload-does-nothing',
    breaks: 'client.unload',
    summary: 'does not notice that its page goes away',
    wrap: (parts) => ({ ...parts, unloading: () => parts.unloading(() => {}) }),
  },
];
