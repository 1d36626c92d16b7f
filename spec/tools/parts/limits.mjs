// The table of all times and limits. What is measured, and from when, is said here; the value is read off the sentence of its clause,
// so that the table cannot say another one.

import { table } from '../markdown.mjs';

const LIMITS_HEAD = ['what', 'value', 'counted from', 'whom it binds', 'clause'];

/** A number with what it counts. */
const QUANTITY = /(?<!-)\b(\d[\d,]*|one) (s|second|bytes|messages|random bits)\b/g;

/** Each row: its clause, which of the quantities in its sentence is meant (the first, unless `nth`), how it bounds, and from when it counts. */
export const LIMITS = [
  {
    clause: 'connection.unbound',
    what: 'an unbound connection is closed',
    bound: 'after',
    from: 'the opening of the WebSocket',
  },
  { clause: 'close.follows', what: 'the close frame follows', bound: 'within', from: 'RoomLeft' },
  {
    clause: 'connection.goodbye',
    what: 'a close with 4101 is taken as a Leave',
    bound: 'within',
    from: 'when the close came',
  },
  {
    clause: 'connection.noticed',
    what: 'a lost connection is taken as lost',
    bound: 'within',
    from: 'what happened to it; of a silent one, the heartbeat timeout',
  },
  {
    clause: 'connection.lost-in-time',
    what: 'a departure by loss is announced',
    bound: 'within',
    from: 'the end of the resume window',
  },
  {
    clause: 'departure.in-time',
    what: 'a departure that no request caused is told',
    bound: 'within',
    from: 'when the departure is fixed',
  },
  {
    clause: 'timers.late',
    what: 'any other timer of a server runs out',
    bound: 'up to',
    after: 'late',
    from: 'its time',
  },
  {
    clause: 'resume.remembers',
    what: 'the reason of a departure is remembered',
    bound: 'at least',
    before: 'resume window + heartbeat timeout + ',
    from: 'when the departure is fixed',
  },
  {
    clause: 'repeat.remembered',
    what: 'a `join_id` is remembered',
    bound: 'at least',
    from: 'when the departure is fixed',
  },
  {
    clause: 'connection.clogged',
    nth: 1,
    what: 'a message that is held back allows a cut, where the heartbeat timeout is 0',
    bound: 'after',
    from: 'when it was held back',
  },
  {
    clause: 'client.leave-waits',
    what: 'a Leave waits for RoomLeft',
    bound: 'at least',
    from: 'when Leave is first sent; where it cannot be sent, `leave()`',
  },
  { clause: 'client.leave-bounded', what: 'roomLeft is fired', bound: 'within', from: '`leave()`' },
  {
    clause: 'client.one-connection',
    what: 'a connection that is not the one in use is closed',
    bound: 'within',
    from: 'Joined, Resumed or RoomLeft on that one; of a later connection, its opening',
  },
  {
    clause: 'client.join-repeats-end',
    what: 'a Join is repeated, and its answer waited for',
    bound: 'at most',
    from: 'when it was first sent',
  },
  { clause: 'frame.oversize', what: 'a message that a server takes up', bound: 'at most' },
  { clause: 'client.message-size', what: 'a message that a client sends', bound: 'at most' },
  { clause: 'ids.length', what: 'a name that is never too long', bound: 'up to' },
  { clause: 'resume.retained', what: 'messages without an `ack` that are retained', bound: 'at least' },
  { clause: 'connection.clogged', what: 'messages that are held back allow a cut', bound: 'from' },
  { clause: 'client.ack-many', what: 'messages without an `ack` until one is sent', bound: 'at most' },
  { clause: 'resume.token-random', what: 'a resume token', bound: 'at least' },
  { clause: 'client.join-id', what: 'a `join_id`', bound: 'at least' },
];

/** The quantities of a sentence, in the form of the table: `1 s`, `1,024 messages`. */
export function quantitiesOf(sentence) {
  const plain = sentence.replace(/\bnewest (\d[\d,]*) of them\b/, 'newest $1 messages');
  return [...plain.matchAll(QUANTITY)].map(([, count, unit]) => {
    const number = count === 'one' ? '1' : count;
    return `${number} ${unit === 'second' ? 's' : unit}`;
  });
}

/** The value of a row, by the sentence of its clause. Throws where the sentence has none. */
export function limitOf({ clause: id, nth = 0 }, clauses) {
  const clause = clauses.find((one) => one.id === id);
  const value = clause && quantitiesOf(clause.sentence)[nth];
  if (value === undefined)
    throw new Error(
      `The table of limits has a row for \`${id}\`, whose sentence says no such number. Mend spec/tools/parts/limits.mjs.`,
    );
  return value;
}

/** One row for each. */
export const limitsPart = (clauses) =>
  table(
    LIMITS_HEAD,
    LIMITS.map((row) => {
      const { clause: id, what, bound, before = '', after = '', from = '' } = row;
      const value = `${bound} ${before}${limitOf(row, clauses)} ${after}`.trim();
      const { section, anchor, binds } = clauses.find((one) => one.id === id);
      return [what, value, from, whomOf(binds), `[\`${id}\`](${section}#${anchor})`];
    }),
  );

const whomOf = ({ classes, features }) => [classes.join(', '), ...features.map((name) => `with \`${name}\``)].join(' ');
