/** What one client is sent: numbered, kept until it is acknowledged, and sent again to whoever resumes. */
import { closeCode } from './reasons.js';
import type { Clauses, Config, ConnectionId, Effect, Message, Retained, Step, Stream } from './types.js';

export const resumable = (config: Config): boolean => config.resumeWindowMs > 0;

/** Puts one message into the stream. RoomLeft ends it. */
export function tellStream(config: Config, stream: Stream, message: Message, clauses: Clauses): Step<Stream> {
  const sequence = stream.sequence + 1;
  const entry: Retained = { sequence, message, clauses };
  const effects = stream.connection === null ? [] : [sending(stream, stream.connection, entry)];
  if (message.kind === 'roomLeft') return finish(stream, message, clauses, effects);
  const retained = resumable(config) ? kept(config, stream, entry) : [];
  return [{ ...stream, sequence, retained }, effects];
}

/** Of more than is kept the oldest are forgotten, and nobody departs for it. Clauses `resume.retained`, `resume.overflow`. */
function kept({ retain }: Config, { retained }: Stream, entry: Retained): readonly Retained[] {
  const all = [...retained, entry];
  return all.slice(Math.max(all.length - retain, 0));
}

/** Nobody carries it, and its window runs. Who said goodbye behind a switch is not coming back, and leaves when the switch is decided. */
export const lingers = ({ connection, fate, switching }: Stream): boolean =>
  connection === null && fate === null && !switching?.held.some(({ type }) => type === 'goodbye');

/** The connections on which somebody waits to come back when a switch is done. */
export const returning = ({ switching }: Stream): ConnectionId[] =>
  (switching?.held ?? []).flatMap((event) =>
    event.type === 'resume' || event.type === 'join' ? [event.connection] : [],
  );

/** Every connection that concerns a stream: the one that carries it, and those on which somebody waits to come back. */
export const connectionsOf = (stream: Stream): ConnectionId[] =>
  stream.connection === null ? returning(stream) : [stream.connection, ...returning(stream)];

function finish(
  stream: Stream,
  { reason, replyTo }: Message & { kind: 'roomLeft' },
  clauses: Clauses,
  effects: readonly Effect[],
): Step<Stream> {
  const closing = stream.connection === null ? [] : [closed(stream.connection, closeCode(reason))];
  return [
    {
      ...stream,
      sequence: stream.sequence + 1,
      connection: null,
      retained: [],
      switching: null,
      fate: { reason, replyTo, clauses },
    },
    [...effects, ...closing],
  ];
}

export const closed = (to: ConnectionId, code: number): Effect => ({
  kind: 'close',
  to,
  code,
  clauses: ['close.code', 'close.follows'],
});

/** A Joined bears the newest token and what has been taken up, whenever it is sent. */
function sending(stream: Stream, to: ConnectionId, { sequence, message, clauses }: Retained): Effect {
  const current = message.kind === 'joined' ? { ...message, ...credentials(stream) } : message;
  return { kind: 'send', to, message: current, sequence, clauses };
}

export const credentials = ({ tokens, lastRequest }: Stream) => ({ token: tokens.at(-1)?.value ?? '', lastRequest });

/** Everything after a sequence once more, as it was first numbered. */
export const again = (stream: Stream, to: ConnectionId, after: number): Effect[] =>
  stream.retained
    .filter(({ sequence }) => sequence > after)
    .map((entry) => sending(stream, to, { ...entry, clauses: ['resume.missed'] }));

/**
 * The same messages, with one of them earlier in their order. The machine numbers what it tells at once; a server may put what happened
 * to different people into a stream in another order.
 */
export function numberedAs(stream: Stream, message: Message, sequence: number): Stream {
  const [first] = stream.retained;
  const found = stream.retained.find((one) => one.message === message || isJoined(one.message, message));
  if (!first || !found || found.sequence === sequence) return stream;
  const others = stream.retained.filter((one) => one !== found);
  const place = Math.max(sequence - first.sequence, 0);
  const ordered = [...others.slice(0, place), found, ...others.slice(place)];
  return { ...stream, retained: ordered.map((one, index) => ({ ...one, sequence: first.sequence + index })) };
}

const isJoined = (one: Message, other: Message): boolean =>
  one.kind === 'joined' && other.kind === 'joined' && one.participation === other.participation;

/** Gives the next token. It came with the Joined of sequence `at`, or with a Resumed: 0. */
export function give(config: Config, stream: Stream, value: string, at: number): Stream {
  return resumable(config) ? { ...stream, tokens: [...stream.tokens, { value, at }] } : stream;
}

/** A message has arrived on the connection that carries the stream. Clauses `resume.tokens-serve`, `resume.token-dies`. */
export function hear(config: Config, stream: Stream, ack: number): Stream {
  if (!resumable(config)) return stream;
  const newest = stream.tokens.findLastIndex(({ at }) => at !== null && at <= ack);
  const covered = stream.retained.findIndex(({ sequence }) => sequence > ack);
  const acknowledged = covered < 0 ? stream.retained.length : covered;
  const forgotten = config.keepsAcknowledged ? 0 : acknowledged;
  if (newest <= 0 && forgotten === 0) return stream;
  return { ...stream, tokens: stream.tokens.slice(Math.max(newest, 0)), retained: stream.retained.slice(forgotten) };
}

/** The stream over another connection: what was given over earlier ones has not been heard, and never will be. */
export const carry = (stream: Stream, connection: ConnectionId): Stream => ({
  ...stream,
  connection,
  tokens: stream.tokens.map(({ value }) => ({ value, at: null })),
});

export const serves = (stream: Stream, token: string): boolean => stream.tokens.some(({ value }) => value === token);

/** Whether everything after a sequence is still there to be sent again. */
export const holds = ({ sequence: newest, retained }: Stream, sequence: number): boolean =>
  sequence <= newest && sequence >= newest - retained.length;
