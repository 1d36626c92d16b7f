/** Faults that show only in a second room object of an application: what it carries over from the one before. */
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import type { ClientState } from '../../../spec/machine/client/state.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import type { ClientMutant } from './mutant.js';

/** What the next room object takes over. */
type CarryOver = (state: ClientState, former: ClientState) => ClientState;

/**
 * Changes the state of a room object by that in which the one before it was last, after an event or before it.
 * Each world has an address of its own.
 */
const carrying = (
  isWhen: (event: ClientEvent, state: ClientState) => boolean,
  carryOver: CarryOver,
  carryBefore: CarryOver = (state) => state,
): ClientWrap => {
  const latest = new Map<string, ClientState>();
  return (parts) => {
    let address = '';
    let former: ClientState | undefined;
    return {
      ...parts,
      connect(url, listener, subprotocols) {
        if (address === '') former = latest.get(url);
        address = url;
        return parts.connect(url, listener, subprotocols);
      },
      machine(config, state, event) {
        const one = former && isWhen(event, state) ? former : undefined;
        const [after, effects] = parts.machine(config, one ? carryBefore(state, one) : state, event);
        // The end of a room object empties its list.
        if (after.left === null) latest.set(address, after);
        return [one && after.left === null ? carryOver(after, one) : after, effects];
      },
    };
  };
};

const isJoined = (event: ClientEvent, { joined }: ClientState): boolean =>
  event.type === 'message' && event.message.kind === 'joined' && joined === null;

const isOpened = (event: ClientEvent, { joins }: ClientState): boolean => event.type === 'opened' && joins === 0;

/** The faults that show in a second room object. */
export const livesMutants: readonly ClientMutant[] = [
  {
    name: 'numbers-go-on',
    breaks: 'client.numbers',
    summary: 'numbers the requests of the next room object behind those of the one before',
    wrap: carrying(isJoined, (state, { requests }) => ({ ...state, requests: state.requests + requests })),
  },
  {
    name: 'keeps-the-sequence',
    breaks: 'client.ack',
    or: ['client.participant-left', 'client.resume-newest', 'client.repeats'],
    summary: 'goes on from the highest sequence of the room object before',
    wrap: carrying(isJoined, (state, { received }) => ({ ...state, received: Math.max(state.received, received) })),
  },
  {
    name: 'keeps-the-roster',
    breaks: 'client.list-from-joined',
    summary: 'shows in the next meeting those who were in the one before',
    wrap: carrying(isJoined, (state, { participants }) => ({
      ...state,
      participants: [...participants, ...state.participants],
    })),
  },
  {
    name: 'keeps-the-token',
    breaks: 'client.resume-newest',
    summary: 'resumes with the token of the room object before',
    wrap: carrying(isJoined, (state, { token }) => ({ ...state, token })),
  },
  {
    name: 'keeps-the-join-id',
    breaks: 'client.join-id',
    summary: 'joins with the join_id of the room object before',
    wrap: carrying(
      isOpened,
      (state) => state,
      (state, { joinId }) => ({ ...state, joinId }),
    ),
  },
];
