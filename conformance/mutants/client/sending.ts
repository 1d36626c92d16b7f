/** Faults in what a client sends, and over which connections. */
import { WebSocket } from 'ws';
import type { ClientWrap } from '../../reference/client/parts.js';
import { connectionOver } from '../../reference/client/socket.js';
import { type ClientMutant, changingClientEffects, hearing, replacing } from './mutant.js';

/** It numbers from 2 on, and understands the answers. */
const numbersFromTwo: ClientWrap = (parts) =>
  hearing((heard) => {
    const { message, replyTo } = heard;
    const counted = message.kind === 'joined' || message.kind === 'resumed';
    return {
      ...heard,
      replyTo: Math.max(0, replyTo - 1),
      message: counted ? { ...message, lastRequest: Math.max(0, message.lastRequest - 1) } : message,
    };
  })(replacing('send', (effect) => [effect.request > 0 ? { ...effect, request: effect.request + 1 } : effect])(parts));

const tokenInAddress: ClientWrap = (parts) => {
  let token = '';
  const noting = changingClientEffects(({ after, effects }) => {
    token = after.token;
    return effects;
  })(parts);
  return {
    ...noting,
    connect: (url, ear, subprotocols) => parts.connect(token === '' ? url : `${url}?token=${token}`, ear, subprotocols),
  };
};

const anotherSecretEachTime: ClientWrap = (parts) =>
  replacing('send', (effect, { before }) =>
    effect.saying.kind === 'join'
      ? [{ ...effect, saying: { ...effect.saying, joinId: `${effect.saying.joinId}${before.joins}` } }]
      : [effect],
  )(parts);

/** The faults in what a client sends, and over which connections. */
export const sendingMutants: readonly ClientMutant[] = [
  {
    name: 'speaks-to-anybody',
    breaks: 'client.subprotocol',
    summary: 'joins over a WebSocket whose server chose no subprotocol',
    wrap: (parts) => ({
      ...parts,
      connect: (url, ear) => connectionOver(new WebSocket(url), { ...ear, refused: () => ear.opened() }),
    }),
  },
  {
    name: 'counts-from-two',
    breaks: 'client.numbers',
    summary: 'gives the number 2 to its first request',
    wrap: numbersFromTwo,
  },
  {
    name: 'another-secret-each-time',
    breaks: 'client.join-id',
    summary: 'repeats its Join with another join_id',
    wrap: anotherSecretEachTime,
  },
  {
    name: 'token-in-the-address',
    breaks: 'client.token-address',
    summary: 'puts its token into the address that it resumes at',
    wrap: tokenInAddress,
  },
];
