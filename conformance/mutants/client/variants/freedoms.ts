/** What the text leaves to a client: each freedom, the clause beside which it stands, and the variant that uses it to the full. */
import type { ClauseId } from '../../../../gen/clauses.js';

/** Something that the specification leaves to a client. */
export interface ClientFreedom {
  readonly freedom: string;
  readonly clause: ClauseId;
  readonly variant: string;
}

/** All freedoms of clients. */
export const clientFreedoms: readonly ClientFreedom[] = [
  // What it acknowledges.
  { freedom: 'acknowledges each message at once', clause: 'client.ack', variant: 'acknowledges-at-once' },
  { freedom: 'acknowledges after any number up to 256', clause: 'client.ack-many', variant: 'acknowledges-in-batches' },
  { freedom: 'sends more Acks than it must', clause: 'client.ack-heartbeat', variant: 'acknowledges-twice' },
  // How fast it is.
  { freedom: 'takes its time to take up a message', clause: 'client.participant-left', variant: 'takes-its-time' },
  { freedom: 'takes its time to send', clause: 'client.numbers', variant: 'sends-late' },
  { freedom: 'takes its time to tell its application', clause: 'client.list', variant: 'tells-late' },
  // What it speaks.
  { freedom: 'asks for any subprotocol', clause: 'client.subprotocol', variant: 'speaks-text' },
  { freedom: 'writes its JSON in any way', clause: 'client.subprotocol', variant: 'speaks-text-otherwise' },
  { freedom: 'says what a later revision may say', clause: 'request.unknown', variant: 'says-more' },
  { freedom: 'cuts frames, and sends pings', clause: 'heartbeat.timeout', variant: 'sends-in-pieces' },
  // What its application sees.
  { freedom: 'keeps no list', clause: 'client.list', variant: 'keeps-no-list' },
  { freedom: 'tells of no arrivals', clause: 'client.list-from-joined', variant: 'tells-of-no-arrivals' },
  { freedom: 'shows no message', clause: 'reason.message', variant: 'shows-no-messages' },
  { freedom: 'shows a translation', clause: 'reason.message', variant: 'translates' },
  { freedom: 'shows the message that came', clause: 'reason.message', variant: 'repeats-what-was-said' },
  { freedom: 'lets leave() end before roomLeft', clause: 'client.calls-settled', variant: 'leave-returns' },
  // How it gets a connection, and gets in.
  {
    freedom: 'waits as shortly as it likes between attempts',
    clause: 'client.spreads-attempts',
    variant: 'hurries-back',
  },
  { freedom: 'waits long before it repeats a Join', clause: 'client.join-repeats-end', variant: 'waits-long' },
  { freedom: 'waits before its first attempt', clause: 'client.resumes', variant: 'connects-late' },
  { freedom: 'begins several connections', clause: 'client.giving-up', variant: 'connects-twice' },
  { freedom: 'closes what it does not need within a second', clause: 'client.one-connection', variant: 'closes-late' },
  { freedom: 'gives up a Join before 30 s', clause: 'client.join-repeats-end', variant: 'impatient-joiner' },
  { freedom: 'does not repeat a Join', clause: 'client.join-id', variant: 'joins-once' },
  { freedom: 'tries again what is refused for now', clause: 'client.refused-call', variant: 'tries-again' },
  {
    freedom: 'tries again to resume where it is refused for now',
    clause: 'client.resumes',
    variant: 'tries-to-resume-again',
  },
  // When it asks.
  { freedom: 'fails what is asked while it is away', clause: 'client.calls-settled', variant: 'fails-while-away' },
  { freedom: 'sends nothing behind a Join', clause: 'client.waits-for-answer', variant: 'asks-when-joined' },
  { freedom: 'pipelines nothing', clause: 'request.in-order', variant: 'asks-one-by-one' },
  // When it goes.
  { freedom: 'waits for RoomLeft for 2 s', clause: 'client.leave-waits', variant: 'leaves-early' },
  { freedom: 'waits for RoomLeft for nearly 5 s', clause: 'client.leave-bounded', variant: 'leaves-at-last' },
  { freedom: 'gives up when the window is over', clause: 'client.resumes', variant: 'gives-up-with-the-window' },
  { freedom: 'goes on for another heartbeat timeout', clause: 'client.resumes', variant: 'notices-late' },
  { freedom: 'notices a silence within a second', clause: 'client.silence', variant: 'notices-late' },
  {
    freedom: 'closes what is lost with any code but 4101',
    clause: 'client.declared-lost',
    variant: 'closes-otherwise',
  },
  { freedom: 'leaves the close to the server', clause: 'close.follows', variant: 'closes-otherwise' },
  { freedom: 'trusts no code that crosses its own', clause: 'client.own-close', variant: 'trusts-no-late-close' },
  { freedom: 'passes over what is no message', clause: 'client.unknown-kind', variant: 'passes-garbage' },
  { freedom: 'all of these, drawn by a seed', clause: 'client.room-left-once', variant: 'every-client-freedom' },
];
