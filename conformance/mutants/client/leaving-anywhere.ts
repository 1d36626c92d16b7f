/** Faults in leave() and in dispose() that show only where a room object is neither simply in a room, nor simply out of it. */
import { type ClientState, isSwitching } from '../../../spec/machine/client/state.js';
import { type ClientMutant, changingClientEvents, changingState, replacing } from './mutant.js';

const isAsked = ({ type }: { readonly type: string }): boolean => type === 'leave' || type === 'dispose';
const isIn = ({ joined, away }: ClientState): boolean => joined !== null && !away;

/** The faults in leaving in every state. */
export const leavingAnywhereMutants: readonly ClientMutant[] = [
  {
    name: 'ignores-leave-while-away',
    breaks: 'client.leave-always',
    or: ['client.local-reason'],
    summary: 'ignores leave() and dispose() while it is reconnecting',
    wrap: changingClientEvents((event, { away }) => (isAsked(event) && away ? undefined : event)),
  },
  {
    name: 'no-bound-while-away',
    breaks: 'client.leave-bounded',
    or: ['client.leave-always', 'client.dispose'],
    summary: 'waits for the whole resume window after leave(), where it is reconnecting',
    wrap: replacing('start', (effect, { before }) =>
      before.away && (effect.timer === 'leave bound' || effect.timer === 'leave patience')
        ? [{ ...effect, ms: before.joined?.resumeWindowMs ?? effect.ms }]
        : [effect],
    ),
  },
  {
    name: 'no-bound-on-the-way-in',
    breaks: 'client.leave-bounded',
    or: ['client.leave-always'],
    summary: 'waits for 30 s after leave(), where no Joined has come',
    wrap: replacing('start', (effect, { before }) =>
      before.joined === null && (effect.timer === 'leave bound' || effect.timer === 'leave patience')
        ? [{ ...effect, ms: 30_000 }]
        : [effect],
    ),
  },
  {
    name: 'ignores-leave-while-switching',
    breaks: 'client.leave-always',
    summary: 'ignores leave() and dispose() while a SwitchRoom is not answered',
    wrap: changingClientEvents((event, state) => (isAsked(event) && isSwitching(state) ? undefined : event)),
  },
  {
    name: 'stays-when-it-is-back',
    breaks: 'client.leave-always',
    or: ['client.leave-again'],
    summary: 'forgets that it was told to leave when it has resumed',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'resumed' && before.leaving && after.left === null
        ? { ...after, leaving: false, unanswered: [] }
        : after,
    ),
  },
  {
    name: 'dispose-while-away-does-nothing',
    breaks: 'client.dispose',
    or: ['client.local-reason', 'client.leave-always'],
    summary: 'ignores dispose() wherever it is not in a room',
    wrap: changingClientEvents((event, state) => (event.type === 'dispose' && !isIn(state) ? undefined : event)),
  },
  {
    name: 'dispose-closes-at-once',
    breaks: 'client.leave-waits',
    or: ['client.calls-settled'],
    summary: 'takes a second call of leave() or dispose() for impatience, and closes',
    wrap: changingClientEvents((event, { leaving, left }) =>
      isAsked(event) && leaving && left === null ? { type: 'timer', timer: 'leave patience' } : event,
    ),
  },
  {
    name: 'bare-close-is-nothing',
    breaks: 'client.close-is-room-left',
    or: ['reason.source', 'client.leave-always'],
    summary: 'takes up no close while it is leaving',
    wrap: changingClientEvents((event, { leaving }) => (event.type === 'closed' && leaving ? undefined : event)),
  },
  {
    name: 'removal-while-leaving-is-a-leave',
    breaks: 'client.close-is-room-left',
    or: ['reason.source', 'client.server-word'],
    summary: 'says by itself that it has left, where a bare close with another code answers its Leave',
    wrap: changingClientEvents((event, { leaving }) =>
      event.type === 'closed' && leaving ? { type: 'timer', timer: 'leave bound' } : event,
    ),
  },
  {
    name: 'refused-leave-stays',
    breaks: 'client.leave-always',
    or: ['client.local-reason'],
    summary: 'stays where its Leave is refused',
    wrap: changingState(({ before, event, after }) =>
      event.type === 'message' && event.message.kind === 'rejected' && before.leaving && after.left === null
        ? { ...after, leaving: false }
        : after,
    ),
  },
];
