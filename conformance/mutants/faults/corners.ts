/** Faults at the edge of what a field may hold. */
import type { Event } from '../../../spec/machine/events.js';
import type { Incoming } from '../../reference/server/decode.js';
import type { Wrap } from '../../reference/server/parts.js';
import { answering, changingEvents, type Mutant } from '../mutant.js';
import { claimsOf } from '../token-claims.js';

/** What is passed over by a server that has not seen what is wrong with it. */
const PASSED_OVER: Incoming = { kind: 'ack', ack: 0 };
const FULL = 65_536;

/** Some frames that cannot be decoded are passed over. */
const passingOver =
  (is: (hex: string) => boolean): Wrap =>
  (parts) => ({
    ...parts,
    read(data, isBinary, text) {
      const incoming = parts.read(data, isBinary, text);
      const isBad = incoming.kind === 'fault' && incoming.fault === 'undecodable';
      return isBad && is(data.toString('hex')) ? PASSED_OVER : incoming;
    },
  });

/** A Join that names what nobody may be named is let in. */
const lettingIn = (is: (event: Event & { type: 'join' }) => boolean, change: Partial<Event & { type: 'join' }> = {}) =>
  changingEvents((event) =>
    event.type === 'join' && event.access === 'invalid_argument' && is(event)
      ? { ...event, access: 'granted', ...change }
      : event,
  );

const isNamed = ({ room, participant }: Event & { type: 'join' }): boolean => room !== '' && participant !== '';

/** The token of a stay that is over brings its owner back into the stay that it has now. */
const oldTicket: Wrap = changingEvents((event, look) => {
  if (event.type !== 'resume') return event;
  const former = look.roomObject(look.holderOf(event.token) ?? '');
  if (!former?.departure) return event;
  const now = look.room(former.room)?.present.find(({ participant }) => participant === former.participant);
  const stay = look.roomObject(now?.roomObject ?? '');
  const [token] = stay?.tokens.slice(-1) ?? [];
  return stay && token ? { ...event, token: token.value, sequence: stay.sequence } : event;
});

/** The tokens of before a switch serve on. */
const keepsTokensOfBefore: Wrap = (parts) => {
  const before = new Map<string, string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      if (event.type === 'committed')
        for (const { value } of look.roomObject(event.roomObject)?.tokens ?? []) before.set(value, event.roomObject);
      const owner = event.type === 'resume' ? look.roomObject(before.get(event.token) ?? '') : undefined;
      const [newest] = owner?.departure === null ? owner.tokens.slice(-1) : [];
      const other = event.type === 'resume' && newest ? { ...event, token: newest.value } : event;
      return parts.react(config, look, other, machine);
    },
  };
};

/** What went out over a connection is not kept for a client that may have lost it. */
const keepsNothingSent: Wrap = (parts) => {
  const sent = new Map<string, number>();
  return {
    ...parts,
    react(config, look, event, machine) {
      if (event.type === 'lost') {
        const owner = look.roomObject(look.carriedBy(event.connection) ?? '');
        if (owner) sent.set(owner.id, owner.sequence);
      }
      const floor = event.type === 'resume' ? (sent.get(look.holderOf(event.token) ?? '') ?? 0) : 0;
      const isOld = event.type === 'resume' && event.sequence < floor;
      return parts.react(config, look, isOld ? { ...event, token: 'no token of anybody' } : event, machine);
    },
  };
};

/** How long the second half of a switch takes, in milliseconds. */
const HALF_MS = 90;

/** An End that is refused takes their places from those who are on the way in. */
const refusalClearsPlaces: Wrap = (parts) => {
  const without = new Set<string>();
  const ending = answering('end', ({ room, right }) => {
    const step = right();
    if (step[1].some(({ message }) => message.kind === 'rejected'))
      for (const { roomObject } of room.reserved) without.add(roomObject);
    return step;
  })(parts);
  return {
    ...ending,
    onward: (half, go) => {
      if (half === 'committed') parts.clock.after(HALF_MS, go);
      else parts.onward(half, go);
    },
    machine(config, room, event) {
      if (event.type !== 'join' || event.request === 0 || !without.delete(event.newcomer.roomObject))
        return ending.machine(config, room, event);
      const to = event.newcomer.roomObject;
      const [after] = parts.machine(config, room, { type: 'release', roomObject: to });
      const message = { kind: 'rejected', replyTo: event.request, code: 'not_found' } as const;
      return [after, [{ kind: 'tell', to, message, clauses: ['switch.commits'] }]];
    },
  };
};

/** The faults at the edge of what a field may hold. */
export const cornerMutants: readonly Mutant[] = [
  {
    name: 'a-byte-short',
    breaks: 'frame.oversize',
    summary: 'closes a connection over a message of exactly 65,536 bytes',
    setup: { limits: { messageBytes: FULL - 1 } },
    wrap: (parts) => parts,
  },
  {
    name: 'a-byte-long',
    breaks: 'frame.oversize',
    summary: 'takes a message of 65,537 bytes',
    setup: { limits: { messageBytes: FULL + 1 } },
    wrap: (parts) => parts,
  },
  {
    name: 'takes-any-string',
    breaks: 'frame.undecodable',
    summary: 'passes over a message with a string that is no UTF-8',
    wrap: passingOver((hex) => hex === '1a030a01ff'),
  },
  {
    name: 'never-began',
    breaks: 'frame.undecodable',
    summary: 'passes over a message with the end of a group that has not begun',
    wrap: passingOver((hex) => hex.startsWith('0c')),
  },
  {
    name: 'acks-alone-are-life',
    breaks: 'heartbeat.timeout',
    steps: 8,
    setup: { heartbeat: { intervalMs: 250, timeoutMs: 750 } },
    summary: 'takes a client for lost that asks for something, and acknowledges no Heartbeat',
    wrap: (parts) => ({ ...parts, isLife: ({ kind }) => kind === 'ack' || kind === 'join' || kind === 'resume' }),
  },
  {
    name: 'second-flaw-first',
    breaks: 'access.token',
    summary: 'looks for whom a token is before it looks at its signature and its time',
    wrap: (parts) => ({
      ...parts,
      glance(token, { room, participant, role }) {
        try {
          const said = claimsOf(token);
          const same = Object.entries({ room, participant, role }).every(([claim, value]) => said[claim] === value);
          return same ? undefined : 'permission_denied';
        } catch {
          return undefined;
        }
      },
    }),
  },
  {
    name: 'old-ticket',
    breaks: 'resume.or-departure',
    // What ended the stay that it serves for came later.
    or: ['resume.true-reason', 'reason.first-wins'],
    summary: 'lets the token of a stay that is over serve for the stay that its owner has now',
    wrap: oldTicket,
  },
  {
    name: 'keeps-tokens-of-before',
    breaks: 'resume.token-dies',
    summary: 'lets the token of the room before a switch serve on',
    wrap: keepsTokensOfBefore,
  },
  {
    name: 'keeps-nothing-sent',
    breaks: 'resume.resumed',
    or: ['resume.tokens-serve'],
    summary: 'keeps what somebody missed, and nothing of what was sent before, though no Ack has covered it',
    wrap: keepsNothingSent,
  },
  {
    name: 'refusal-clears-places',
    breaks: 'switch.commits',
    or: ['switch.answered'],
    steps: 8,
    summary: 'a refused End takes their places from those who are on the way in by a switch',
    wrap: refusalClearsPlaces,
  },
  {
    name: 'nameless-room',
    breaks: 'join.invalid',
    summary: 'lets people into a room without a name',
    wrap: lettingIn(({ room }) => room === ''),
  },
  {
    name: 'nobody-is-somebody',
    breaks: 'join.invalid',
    summary: 'lets somebody in who has no name',
    wrap: lettingIn(({ participant }) => participant === ''),
  },
  {
    name: 'host-by-default',
    breaks: 'join.invalid',
    summary: 'takes a role that it does not know for that of a host',
    wrap: lettingIn(isNamed, { role: 'host' }),
  },
  {
    name: 'unfit-is-not-found',
    breaks: 'join.invalid',
    summary: 'refuses a Join without a name with NOT_FOUND',
    wrap: changingEvents((event) =>
      event.type === 'join' && event.access === 'invalid_argument' ? { ...event, access: 'not_found' } : event,
    ),
  },
  {
    name: 'a-letter-short',
    breaks: 'ids.length',
    summary: 'refuses ids of exactly 128 bytes',
    setup: { limits: { nameBytes: 127 } },
    wrap: (parts) => parts,
  },
  {
    name: 'switch-to-nowhere',
    breaks: 'switch.same-room',
    summary: 'lets somebody switch to a room without a name',
    wrap: changingEvents((event) =>
      event.type === 'request' && event.ask.kind === 'switch' && event.ask.room === ''
        ? { ...event, ask: { ...event.ask, room: 'lobby', access: 'granted' } }
        : event,
    ),
  },
];
