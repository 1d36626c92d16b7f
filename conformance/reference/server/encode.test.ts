import { expect, test } from 'vitest';
import { JoinedSchema } from '../../../gen/es/index.js';
import { Joined, Role, ServerMessage } from '../../../gen/ts-proto/index.js';
import { baseConfig, closedRoom, configOf, stepRoom } from '../../../spec/machine/index.js';
import { encoder } from './encode.js';
import type { Outgoing } from './parts.js';
import { generousLimits, noHeartbeat } from './settings.js';

const settings = {
  config: baseConfig,
  roomOrder: true,
  json: false,
  operator: false,
  heartbeat: noHeartbeat,
  limits: generousLimits,
  switchMs: 0,
};
const encode = encoder(settings, () => 'Goodbye.');

const left: Outgoing = { kind: 'participantLeft', participant: 'ann', participation: 'ann#1', reason: 1101 };

test.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 - 1])('numbers a message with %i', (number) => {
  expect(ServerMessage.decode(encode({ kind: 'accepted', replyTo: number }, number))).toMatchObject({
    sequence: number,
    replyTo: number,
    kind: { $case: 'accepted' },
  });
});

test('the same message for another recipient differs in its number alone', () => {
  const [first, second] = [encode(left, 2), encode(left, 300)].map((bytes) => ServerMessage.decode(bytes));
  expect(first).toMatchObject({
    sequence: 2,
    kind: { value: { participantId: 'ann', reason: { code: 1101, message: 'Goodbye.' } } },
  });
  expect(second).toEqual({ ...first, sequence: 300 });
});

test('a departure without a reason has none', () => {
  const { kind } = ServerMessage.decode(encode({ ...left, reason: null }, 1));
  expect(kind?.value).toMatchObject({ participationId: 'ann#1', reason: undefined });
});

/** A Joined as the machine makes it, so that no test here lists its fields. */
function madeJoined(): Extract<Outgoing, { kind: 'joined' }> {
  const newcomer = { id: 'ann#1', participant: 'ann', role: 'host', roomObject: 'ann#1' } as const;
  const event = { type: 'join', connection: 'c', session: 's', request: 0, newcomer } as const;
  const [, tellings] = stepRoom(baseConfig, closedRoom, event);
  for (const { message } of tellings) if (message.kind === 'joined') return message;
  throw new Error('The machine answers a Join without a Joined.');
}

/** Every value of a message as something that is no default. */
const filled = <T extends object>(message: T): T =>
  Object.fromEntries(
    Object.entries(message).map(([key, value]) => [key, value === '' ? key : value === 0 ? 7 : value]),
  ) as T;

test.each(JoinedSchema.fields)('a Joined bears its $localName', ({ localName }) => {
  const config = configOf({ resumeWindowMs: 7 });
  const telling = encoder({ ...settings, config, heartbeat: { intervalMs: 7, timeoutMs: 7 } }, () => '');
  const roster = [{ participant: 'bob', participation: 'bob#1', role: 'attendee' } as const];
  const { kind } = ServerMessage.decode(telling({ ...filled(madeJoined()), roster }, 1));
  const [sent, none] = [kind?.value, Joined.create()] as Record<string, unknown>[];
  expect(
    sent?.[localName],
    `a Joined is sent without ${localName}: the machine makes it in spec/machine/room/join.ts and encode.ts writes it in joined(), or in announcement() if the settings say it`,
  ).not.toEqual(none?.[localName]);
});

test('a Joined has its roster, however often', () => {
  const roster = Array.from({ length: 300 }, (_, number) => ({
    participant: `é${number}`,
    participation: `p${number}`,
    role: number % 2 === 0 ? ('host' as const) : ('attendee' as const),
  }));
  const whole = { ...madeJoined(), session: 's', participation: 'p', roster, replyTo: 7, token: 't' };
  const sent = [1, 2].map((lastRequest) => ServerMessage.decode(encode({ ...whole, lastRequest }, lastRequest)));
  for (const [index, message] of sent.entries()) {
    expect(message).toMatchObject({ sequence: index + 1, replyTo: 7 });
    expect(message.kind?.value).toMatchObject({
      sessionId: 's',
      participationId: 'p',
      resumeToken: 't',
      lastRequestId: index + 1,
      roster: roster.map(({ participant, participation, role }) => ({
        participantId: participant,
        participationId: participation,
        role: role === 'host' ? Role.ROLE_HOST : Role.ROLE_ATTENDEE,
      })),
    });
  }
});
