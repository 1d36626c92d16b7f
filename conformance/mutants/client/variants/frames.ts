/** How frames may be written and sent otherwise. These wrap the sockets themselves, and stand innermost. */
import type { WebSocket } from 'ws';
import type { ClientParts, ClientWrap } from '../../../reference/client/parts.js';

type Line = ReturnType<ClientParts['connect']>;
type Frame = Parameters<Line['send']>[0];

const sending =
  (send: (frame: Frame, line: Line) => void): ClientWrap =>
  (parts) => ({ ...parts, send: (line, frame) => send(frame, { ...lineTo(line, parts) }) });

/** The line, with the parts' own way to send over it. */
const lineTo = (line: Line, { send }: ClientParts): Line => ({
  protocol: line.protocol,
  send: (frame) => send(line, frame),
  close: (code) => line.close(code),
});

/** Field 2046 of ClientMessage, the number 1: something that a later revision might say beside the rest. */
const LATER_FIELD = Uint8Array.of(0xf0, 0x7f, 0x01);

/** Beside what this revision knows, a client of a later one says more. */
export const saysMore: ClientWrap = sending((frame, line) =>
  line.send(
    typeof frame === 'string'
      ? JSON.stringify({ ...JSON.parse(frame), laterField: [1] })
      : Uint8Array.of(...frame, ...LATER_FIELD),
  ),
);

const numbers: Readonly<Record<string, number>> = { ROLE_HOST: 1, ROLE_ATTENDEE: 2, MODE_VIEWER: 1 };

/** ProtoJSON may be written in more than one way: enum values as numbers, numbers as text, names as in the schema. */
export const writesOtherwise: ClientWrap = sending((frame, line) =>
  line.send(typeof frame === 'string' ? JSON.stringify(inOtherWords(JSON.parse(frame))) : frame),
);

function inOtherWords(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return numbers[value] ?? value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [inSnakeCase(name), inOtherWords(one)]));
}

const inSnakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A message is cut into pieces by the framing of WebSocket, and comes with a ping ahead of it. */
export const sendsInPieces: ClientWrap = (parts) => ({
  ...parts,
  connect(url, ear, subprotocols) {
    const line = parts.connect(url, ear, subprotocols);
    const socket = line as unknown as WebSocket;
    return {
      get protocol() {
        return line.protocol;
      },
      close: (code) => line.close(code),
      send(frame) {
        const half = Math.ceil(frame.length / 2);
        const binary = typeof frame !== 'string';
        // A socket that is closing sends nothing any more, and says nothing about it.
        if (socket.readyState !== socket.OPEN) return;
        socket.ping();
        socket.send(frame.slice(0, half), { binary, fin: false });
        socket.send(frame.slice(half), { binary, fin: true });
      },
    };
  },
});
