/** Faults that take the process of the application down: errors that nobody can catch. */
import { reason } from '../../../gen/codes.js';
import { type ClientMutant, changingClientEvents } from './mutant.js';

const nobodyCatches = (): void => void Promise.reject(new Error('nobody catches this'));

/** The faults that take the process down. */
export const dyingMutants: readonly ClientMutant[] = [
  {
    name: 'dies-of-a-removal',
    breaks: 'client.room-left-once',
    summary: 'rejects a promise that nobody holds when its participant is removed',
    wrap: changingClientEvents((event) => {
      if (event.type !== 'message' || event.message.kind !== 'roomLeft') return event;
      if (event.message.reason?.code === reason.REMOVE_PEER) nobodyCatches();
      return event;
    }),
  },
  {
    name: 'dies-of-the-unknown',
    breaks: 'client.room-left-once',
    summary: 'throws where nobody can catch it when a message is of a kind that it does not know',
    wrap: changingClientEvents((event) => {
      if (event.type === 'message' && event.message.kind === 'unknown') nobodyCatches();
      return event;
    }),
  },
  {
    name: 'dies-of-a-late-leave',
    breaks: 'client.room-left-once',
    summary: 'rejects a promise that nobody holds when leave() is called after roomLeft',
    wrap: changingClientEvents((event, { left }) => {
      if (event.type === 'leave' && left !== null) nobodyCatches();
      return event;
    }),
  },
];
