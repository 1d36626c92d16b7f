/** Faults in leaving, and in becoming a viewer. */
import { answering, type Mutant, merelyAccepted, refusedBy } from '../mutant.js';

/** The faults in leaving, and in becoming a viewer. */
export const leavingMutants: readonly Mutant[] = [
  {
    name: 'keeps-the-last-host',
    breaks: 'leave.answered',
    summary: 'refuses the Leave of the last host while others are in the room',
    wrap: answering('leave', (asked) => {
      const { room, caller } = asked;
      const others = room.present.filter((one) => one !== caller);
      const isLastHost = caller.role === 'host' && others.every(({ role }) => role !== 'host');
      return isLastHost && others.length > 0 ? refusedBy(asked, 'permission_denied') : undefined;
    }),
  },
  {
    name: 'ends-with-a-host',
    breaks: 'leave.host-does-not-end',
    summary: 'closes the room when a host leaves, though others are in it',
    wrap: answering('leave', ({ caller, right }) => {
      const [left, told] = right();
      if (caller.role !== 'host' || left.session === null) return undefined;
      const [closed, everybody] = right({ type: 'closing' }, left);
      return [closed, [...told, ...everybody]];
    }),
  },
  {
    name: 'seated-viewer',
    breaks: 'viewer.departs',
    // A removal of it looks as if it came late.
    or: ['fence.effects-first'],
    summary: 'accepts that somebody becomes a viewer, and keeps it as a participant',
    wrap: answering('mode', (asked) =>
      asked.ask.kind === 'mode' && asked.ask.viewer ? merelyAccepted(asked) : undefined,
    ),
  },
  {
    name: 'takes-any-mode',
    breaks: 'viewer.unknown-mode',
    summary: 'accepts a mode that it does not know, and does nothing about it',
    wrap: answering('mode', (asked) =>
      asked.ask.kind === 'mode' && !asked.ask.viewer ? merelyAccepted(asked) : undefined,
    ),
  },
];
