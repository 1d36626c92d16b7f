/** Faults in how a client looks after its connections: it keeps some, or opens more than it needs. */
import { close } from '../../../gen/codes.js';
import type { ClientParts, ClientWrap, Timer } from '../../reference/client/parts.js';
import type { ClientConnection, ConnectionListener } from '../../reference/client/socket.js';
import type { ClientMutant } from './mutant.js';

/** The code with which the reference client closes what it takes as lost. */
const LOST = 3_000;

const never =
  (kept: number): ClientWrap =>
  (parts) => ({
    ...parts,
    close(connection, code) {
      if (code !== kept) parts.close(connection, code);
    },
  });

/** Opens a connection of which nobody hears anything. */
const idle: ConnectionListener = {
  opened: () => {},
  refused: () => {},
  failed: () => {},
  frame: () => {},
  closed: () => {},
};

const twoSockets: ClientWrap = (parts) => ({
  ...parts,
  connect(url, listener, subprotocols) {
    const connection = parts.connect(url, listener, subprotocols);
    parts.connect(url, idle, subprotocols);
    return connection;
  },
});

/** Opens a connection beside each one, and closes it when the room object is over. */
const aSpare: ClientWrap = (parts) => {
  const spares: ClientConnection[] = [];
  const closeAll = (): void => {
    for (const spare of spares.splice(0)) parts.close(spare, close.LEAVE);
  };
  return {
    ...parts,
    connect(url, listener, subprotocols) {
      spares.push(parts.connect(url, idle, subprotocols));
      return parts.connect(url, listener, subprotocols);
    },
    tell(audience, told) {
      if (told.event === 'roomLeft') closeAll();
      parts.tell(audience, told);
    },
  };
};

/** So long after one it opens another one, in milliseconds. */
const NEXT_MS = 50;

const withoutEnd: ClientWrap = (parts) => {
  let timer: Timer | undefined;
  const another = (connect: () => void): void => {
    timer = parts.clock.after(NEXT_MS, () => {
      connect();
      another(connect);
    });
  };
  const wrapped: ClientParts = {
    ...parts,
    connect(url, listener, subprotocols) {
      if (!timer) another(() => void parts.connect(url, idle, subprotocols));
      return parts.connect(url, listener, subprotocols);
    },
    tell(audience, told) {
      if (told.event === 'roomLeft') timer?.cancel();
      parts.tell(audience, told);
    },
  };
  return wrapped;
};

/** The faults in how a client looks after its connections. */
export const socketsMutants: readonly ClientMutant[] = [
  {
    name: 'keeps-what-is-lost',
    breaks: 'client.declared-lost',
    or: ['client.gap', 'client.silence', 'client.giving-up'],
    summary: 'leaves a connection open that it takes as lost, and goes on with another one',
    wrap: never(LOST),
  },
  {
    name: 'keeps-what-it-gives-up',
    breaks: 'client.giving-up',
    summary: 'leaves its connection open after a roomLeft of its own',
    wrap: never(close.LEAVE),
  },
  {
    name: 'keeps-a-spare',
    breaks: 'client.one-connection',
    summary: 'keeps a second connection open beside the one that it uses, for as long as the room object lives',
    wrap: aSpare,
  },
  {
    name: 'two-sockets',
    breaks: 'client.giving-up',
    or: ['client.one-connection'],
    summary: 'opens a second connection beside each one, says nothing on it and never closes it',
    wrap: twoSockets,
  },
  {
    name: 'sockets-without-end',
    breaks: 'client.giving-up',
    or: ['client.one-connection'],
    summary: 'opens one connection after another for as long as its room object lives, and closes none',
    wrap: withoutEnd,
  },
];
