// The registry of reason codes, frozen: `buf breaking` does not notice when the value of an option changes.
// The codes that were there first are frozen here by hand. A code that comes later is frozen by `npm run freeze:spec` alone.

import { getOption } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import {
  Basis,
  Cause,
  ComingBack,
  ReasonCode,
  ReasonCodeSchema,
  ReasonSet,
  ReasonSource,
  registry,
  Scope,
} from '../../gen/es/index.js';
import { ReasonCode as TsProtoReasonCode } from '../../gen/ts-proto/index.js';

// Numbers, names and messages to the letter, as the document has them that this protocol stands on.
const core = [
  [1001, 'WEBSOCKET_DISCONNECTED', 'Socket disconnected.'],
  [1002, 'REMOVE_PEER', 'Participant was removed from the meeting.'],
  [1003, 'REMOVE_PEER_VIEWER_MODE_CHANGED', 'Participant removed because viewer mode was changed.'],
  [1004, 'REMOVE_PEER_MEDIA_RELAY_STOP', 'Your organization has reached the maximum number of speakers allowed.'],
  [1005, 'SWITCH_ROOM', 'Participant switched to a different room.'],
  [1006, 'ROOM_CLOSE', 'The meeting has been closed.'],
  [1007, 'UNKNOWN', 'Participant disconnected due to an unknown reason.'],
  [1008, 'REMOVE_ALL', 'Remove All from the meeting.'],
  [1009, 'MEETING_END_API', 'Meeting Ended.'],
] as const;

const extended = [
  [1010, 'REMOVE_PEER_API', 'Participant was removed from the meeting by the operator.'],
  [1011, 'DUPLICATE_PARTICIPANT', 'Participant joined the meeting again from elsewhere.'],
  [1101, 'MANUAL_LEAVE_CALLED', 'Participant left the meeting.'],
  [1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED', 'Socket could not be reconnected.'],
  [1103, 'JOIN_ROOM_FAILED', 'Participant could not join the meeting.'],
  [1104, 'SWITCH_ROOM_FAILED', 'Participant could not switch to a different room.'],
] as const;

const { SERVER, LOCAL } = ReasonSource;
const { ASSERTED, INFERRED } = Basis;
const { ONE, ALL } = Scope;

// Who may state it, who can have caused it, how it is known, whom it concerns, whether coming back makes sense.
const meaning: Record<number, [ReasonSource[], Cause[], Basis, Scope, ComingBack]> = {
  1001: [[SERVER, LOCAL], [Cause.NETWORK], INFERRED, ONE, ComingBack.YES],
  1002: [[SERVER], [Cause.PARTICIPANT], ASSERTED, ONE, ComingBack.NO],
  1003: [[SERVER], [Cause.SELF], ASSERTED, ONE, ComingBack.AT_WILL],
  1004: [[SERVER], [Cause.OPERATOR], ASSERTED, ONE, ComingBack.AFTER_CHANGE],
  1005: [[SERVER], [Cause.SELF], ASSERTED, ONE, ComingBack.AT_WILL],
  1006: [[SERVER], [Cause.SERVER, Cause.OPERATOR], ASSERTED, ALL, ComingBack.NEW_SESSION],
  1007: [[SERVER, LOCAL], [Cause.UNKNOWN], INFERRED, ONE, ComingBack.UNKNOWN],
  1008: [[SERVER], [Cause.SELF, Cause.PARTICIPANT], ASSERTED, ALL, ComingBack.NEW_SESSION],
  1009: [[SERVER], [Cause.OPERATOR], ASSERTED, ALL, ComingBack.NEW_SESSION],
  1010: [[SERVER], [Cause.OPERATOR], ASSERTED, ONE, ComingBack.NO],
  1011: [[SERVER], [Cause.SELF], ASSERTED, ONE, ComingBack.NO],
  1101: [[SERVER, LOCAL], [Cause.SELF], ASSERTED, ONE, ComingBack.AT_WILL],
  1102: [[LOCAL], [Cause.NETWORK], INFERRED, ONE, ComingBack.YES],
  1103: [[LOCAL], [Cause.SERVER, Cause.NETWORK], INFERRED, ONE, ComingBack.AFTER_CHANGE],
  1104: [[LOCAL], [Cause.NETWORK], INFERRED, ONE, ComingBack.YES],
};

/** What somebody is to do who sees this fail. */
const ADVICE =
  'what a code means is for ever: put proto/adjourn/v1/reason.proto back, or give the new meaning a code of its own. Before the first release: change it here too, then `npm run generate`, `npm run freeze:spec` and a line in CHANGELOG.md';

// What a server without `extended_codes` sends instead; every other code has no fallback.
const fallback: Record<number, ReasonCode> = { 1010: ReasonCode.REMOVE_PEER };

const value = (number: number) => ReasonCodeSchema.values.find((one) => one.number === number);

describe('the registry of reason codes', () => {
  const numbers = ReasonCodeSchema.values.map(({ number }) => number);

  test('has these codes, in the order of their numbers', () => {
    expect(numbers, ADVICE).toEqual(expect.arrayContaining([0, ...core, ...extended].flat().filter(Number.isInteger)));
    expect(numbers, 'proto/adjourn/v1/reason.proto: put the codes in the order of their numbers').toEqual(
      numbers.toSorted((one, other) => one - other),
    );
  });

  test('has no more core codes: every receiver knows these nine alone', () => {
    const sets = ReasonCodeSchema.values.filter((one) => getOption(one, registry).set === ReasonSet.CORE);
    expect(
      sets.map(({ number }) => number),
      'proto/adjourn/v1/reason.proto: the set of a new code is REASON_SET_EXTENDED',
    ).toEqual(core.map(([number]) => number));
  });

  test.each(ReasonCodeSchema.values.filter(({ number }) => number > 0))('says everything of $name', (descriptor) => {
    const info = getOption(descriptor, registry);
    const { message, set, sources, causes, basis, scope, comingBack, since } = info;
    const said = { message, set, sources: sources.length, causes: causes.length, basis, scope, comingBack, since };
    for (const [field, value] of Object.entries(said))
      expect(value, `proto/adjourn/v1/reason.proto: the registry of ${descriptor.name} lacks ${field}`).toBeTruthy();
  });

  test.each([...core, ...extended])('%i is %s', (number, name, message) => {
    const descriptor = value(number);
    if (descriptor === undefined) throw new Error(`${number} ${name} is gone: ${ADVICE}.`);
    expect(descriptor.name).toBe(`REASON_CODE_${name}`);
    expect(ReasonCode[name]).toBe(number);
    expect(TsProtoReasonCode[`REASON_CODE_${name}`]).toBe(number);
    const { $typeName, ...info } = getOption(descriptor, registry);
    const [sources, causes, basis, scope, comingBack] = meaning[number] ?? [];
    const set = number <= 1009 ? ReasonSet.CORE : ReasonSet.EXTENDED;
    const coreFallback = fallback[number];
    expect(info, `${number} ${name}: ${ADVICE}`).toEqual({
      message,
      set,
      sources,
      causes,
      basis,
      scope,
      comingBack,
      coreFallback,
      since: '1.0',
    });
  });

  test('says nothing about 0, which is never sent', () => {
    const descriptor = value(0);
    if (descriptor === undefined) throw new Error('0 is gone.');
    expect(getOption(descriptor, registry).message).toBe('');
  });
});
