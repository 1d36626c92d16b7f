/** Faults that show only some time after the end of a room object: what survives it comes back. */
import type { ApplicationEvent } from '../../reference/client/events.js';
import type { ClientParts, ClientWrap } from '../../reference/client/parts.js';
import type { ConnectionListener } from '../../reference/client/socket.js';
import type { ClientMutant } from './mutant.js';

/** So long after the end it shows, in milliseconds: the world in which it was may be gone by then. */
const SOON_MS = 300;
const LATE_MS = 3_000;

type RoomLeft = ApplicationEvent & { readonly event: 'roomLeft' };
type Frame = Parameters<ClientParts['send']>[1];

/** What the client has last used. */
interface Used {
  address: string;
  asked: Parameters<ClientParts['connect']>[2];
  /** The first frame of its newest connection, and what it was told that a Resume may be made of. */
  first: Frame | undefined;
}

const deaf: Omit<ConnectionListener, 'opened'> = {
  refused: () => {},
  failed: () => {},
  frame: () => {},
  closed: () => {},
};

/** Does something when roomLeft has been told. */
const whenLeft =
  (happens: (parts: ClientParts, used: Used, left: RoomLeft) => void): ClientWrap =>
  (parts) => {
    const used: Used = { address: '', asked: [], first: undefined };
    let isFresh = false;
    return {
      ...parts,
      connect(url, listener, subprotocols) {
        used.address = url;
        used.asked = subprotocols;
        isFresh = true;
        return parts.connect(url, listener, subprotocols);
      },
      send(connection, frame) {
        if (isFresh) used.first = frame;
        isFresh = false;
        parts.send(connection, frame);
      },
      tell(audience, told) {
        parts.tell(audience, told);
        if (told.event === 'roomLeft') happens(parts, used, told as RoomLeft);
      },
    };
  };

/** Opens a connection as before, and says the first thing again. */
function comesBack(parts: ClientParts, { address, asked, first }: Used): void {
  const connection = parts.connect(
    address,
    { ...deaf, opened: () => first !== undefined && parts.send(connection, first) },
    asked,
  );
}

const wasPutOut = ({ values: [reason] }: RoomLeft): boolean => reason.source === 'SERVER';

/** How often an application has begun a room object at an address; each world has one of its own. */
const lives = new Map<string, number>();

/** From its second room object in a meeting on. */
const inLaterLives = (happens: (parts: ClientParts, used: Used) => void): ClientWrap =>
  whenLeft((parts, used) => {
    const count = (lives.get(used.address) ?? 0) + 1;
    lives.set(used.address, count);
    if (count > 1) happens(parts, used);
  });

/** Where the application has asked for something meanwhile, but to leave. */
const whenAsked = (happens: (parts: ClientParts, used: Used) => void): ClientWrap => {
  const asks: readonly string[] = ['remove', 'mode', 'switch'];
  return (parts) => {
    let isAsked = false;
    const noting: ClientParts = {
      ...parts,
      encode(saying, ...rest) {
        isAsked ||= asks.includes(saying.kind);
        return parts.encode(saying, ...rest);
      },
    };
    return whenLeft((_, used) => {
      if (isAsked) happens(parts, used);
    })(noting);
  };
};

/** The faults that show after the end. */
export const afterwardsMutants: readonly ClientMutant[] = [
  {
    name: 'comes-back-soon',
    breaks: 'client.never-rejoins',
    summary: 'joins again 300 ms after roomLeft, by a timer that has survived',
    wrap: whenLeft((parts, used) => parts.clock.after(SOON_MS, () => comesBack(parts, used))),
  },
  {
    name: 'comes-back-late',
    breaks: 'client.never-rejoins',
    summary: 'joins again three seconds after roomLeft',
    wrap: whenLeft((parts, used) => parts.clock.after(LATE_MS, () => comesBack(parts, used))),
  },
  {
    name: 'comes-back-when-put-out',
    breaks: 'client.never-rejoins',
    summary: 'comes back by itself after a removal, and after no other end',
    wrap: whenLeft((parts, used, left) => {
      if (wasPutOut(left)) parts.clock.after(SOON_MS, () => comesBack(parts, used));
    }),
  },
  {
    name: 'comes-back-when-lost',
    breaks: 'client.never-rejoins',
    summary: 'goes on trying after it has told that its attempts are exhausted',
    wrap: whenLeft((parts, used, left) => {
      if (!wasPutOut(left) && left.values[0].type !== 'MANUAL_LEAVE_CALLED')
        parts.clock.after(SOON_MS, () => comesBack(parts, used));
    }),
  },
  {
    name: 'knocks-again',
    breaks: 'client.never-rejoins',
    summary: 'opens a connection three seconds after roomLeft, and says nothing on it',
    wrap: whenLeft((parts, { address, asked }) =>
      parts.clock.after(LATE_MS, () => void parts.connect(address, { ...deaf, opened: () => {} }, asked)),
    ),
  },
  {
    name: 'comes-back-in-a-later-life',
    breaks: 'client.never-rejoins',
    // It may come back into the third one, with the Join of the second.
    or: ['client.join-id'],
    // A call from inside a listener is one more.
    steps: 7,
    summary:
      'joins again three seconds after the end of the second room object in a meeting, and never after the first',
    wrap: inLaterLives((parts, used) => parts.clock.after(LATE_MS, () => comesBack(parts, used))),
  },
  {
    name: 'comes-back-after-a-request',
    breaks: 'client.never-rejoins',
    summary: 'comes back after roomLeft by the timer of a request that was answered long ago',
    wrap: whenAsked((parts, used) => parts.clock.after(LATE_MS, () => comesBack(parts, used))),
  },
  {
    name: 'fires-twice-later',
    breaks: 'client.room-left-once',
    summary: 'fires roomLeft once more, 300 ms later',
    wrap: (parts) => ({
      ...parts,
      tell(audience, told) {
        parts.tell(audience, told);
        if (told.event === 'roomLeft') parts.clock.after(SOON_MS, () => parts.tell(audience, told));
      },
    }),
  },
];
