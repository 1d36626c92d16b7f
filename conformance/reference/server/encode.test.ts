import { expect, test } from 'vitest';
import { Role, ServerMessage } from '../../../gen/ts-proto/index.js';
import { baseConfig } from '../../../spec/machine/index.js';
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

test('a Joined has its roster, however often', () => {
  const roster = Array.from({ length: 300 }, (_, number) => ({
    participant: `é${number}`,
    participation: `p${number}`,
    role: number % 2 === 0 ? ('host' as const) : ('attendee' as const),
  }));
  const whole = { kind: 'joined', session: 's', participation: 'p', roster, replyTo: 7, token: 't' } as const;
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
