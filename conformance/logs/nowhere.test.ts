import { expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';
import { arrives, asks, attendee, comes } from './examples/acts.test.helper.js';
import { MeetingLog, plainly } from './examples/meeting.test.helper.js';

it('nobody is accused who refuses a SwitchRoom to no room', async () => {
  const meeting = new MeetingLog({ ...plainly, features: [...plainly.features, 'FEATURE_SWITCH'] });
  const ann = comes(meeting, 1_000, 'ann');
  ann.request += 1;
  meeting.line(2_000, ann.connection, { fromClient: { requestId: ann.request, switchRoom: { roomId: '' } } });
  meeting.tell(2_001, ann, { replyTo: ann.request, rejected: { code: 'CODE_INVALID_ARGUMENT' } });
  asks(meeting, 3_000, ann);
  const { findings, report } = await judgeLines(meeting.text.trimEnd().split('\n'));
  expect(findings).toEqual([]);
  expect(report.checks.get('request.answered') ?? 0).toBeGreaterThan(0);
});

it('nobody is accused who refuses a Join without a room or a participant, and answers the next one on that connection', async () => {
  for (const lacking of [
    { roomId: '' },
    { participantId: '' },
    { roomId: '', joinId: 'j2' },
    { participantId: '', joinId: 'j2' },
  ]) {
    const meeting = new MeetingLog(plainly);
    const ann = comes(meeting, 1_000, 'ann');
    const connection = meeting.connect();
    const bob = attendee(meeting, 'bob', {});
    bob.connection = connection;
    const wanted = { roomId: 'blue', participantId: 'bob', role: 'ROLE_ATTENDEE' };
    meeting.line(2_000, connection, { fromClient: { join: { ...wanted, joinId: 'j1', ...lacking } } });
    meeting.line(2_001, connection, { fromServer: { rejected: { code: 'CODE_INVALID_ARGUMENT' } } });
    meeting.line(3_000, connection, { fromClient: { join: { ...wanted, joinId: 'j2' } } });
    arrives(meeting, 3_000, bob);
    asks(meeting, 4_000, ann);
    const { findings, report } = await judgeLines(meeting.text.trimEnd().split('\n'));
    expect(findings).toEqual([]);
    expect(report.checks.get('join.announced') ?? 0).toBeGreaterThan(0);
  }
});
