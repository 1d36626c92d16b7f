/** Where the machine stands, in plain lines. */
import { describe, expect, it } from 'vitest';
import { everything, Meeting } from '../../../spec/machine/testing/meeting.js';
import type { Action } from '../../exchange/scenario.js';
import * as does from '../../exchange/scenario.js';
import type { SentAction } from '../problem.js';
import { type Part, stateInWords } from '../state-words.js';

/** A machine, and what was sent and not taken up, a seat each. */
const part = (meeting: Meeting, sent: Readonly<Record<string, readonly SentAction[]>> = {}): Part => ({
  part: {
    connections: Object.entries(sent).map(([seat, actions]) => ({
      id: `${seat}/1`,
      seat,
      log: [],
      actions,
      severed: false,
    })),
    overdue: () => false,
    goodbyeOverdue: () => false,
    ordered: true,
    unfenced: false,
  },
  end: { server: meeting.server, done: Object.keys(sent).map(() => 0) },
});
const words = (meeting: Meeting, sent?: Readonly<Record<string, readonly SentAction[]>>) =>
  stateInWords([part(meeting, sent)]);

const together = (resumeWindowMs = 1000): Meeting => {
  const made = new Meeting({ ...everything, resumeWindowMs });
  made.join('ann/1', 'blue', { participation: 'ann#1', session: 'blue$1', participant: 'ann', role: 'host' });
  made.join('bob/1', 'blue', { participation: 'bob#1', participant: 'bob', role: 'attendee' });
  return made;
};
const inBlue = 'room blue, session blue$1: ann#1 (host), bob#1';

describe('who is where', () => {
  it('is nobody at first', () => {
    expect(words(new Meeting())).toEqual(['no room is open']);
  });

  it('is said of all rooms, sorted', () => {
    const meeting = together();
    meeting.join('cyd/1', 'amber', { participation: 'cyd#1', session: 'amber$1', participant: 'cyd' });
    const other = new Meeting();
    other.join('dan/1', 'azure', { participation: 'dan#1', session: 'azure$1', participant: 'dan' });
    expect(stateInWords([part(meeting), part(other)])).toEqual([
      'room amber, session amber$1: cyd#1',
      'room azure, session azure$1: dan#1',
      inBlue,
    ]);
  });

  it('has no id that nobody was shown', () => {
    const meeting = new Meeting();
    meeting.join('bob/1', 'blue', { participation: 'bob?4', session: 'bob?4', participant: 'bob', role: 'attendee' });
    expect(words(meeting)).toEqual(['room blue, session blue$?: bob#?']);
  });

  it('may be on the way: what is kept, what is fixed, and what waits', () => {
    const meeting = together();
    meeting.ask(
      'bob/1',
      { kind: 'switch', room: 'green', access: 'granted', session: 's', participation: 'p', token: 't' },
      1,
    );
    const green = 'room green, closed; a place is kept for bob';
    const moves = (phase: string) => `bob#1 switches from blue to green: ${phase}`;
    expect(words(meeting)).toEqual([inBlue, green, moves('its place there is kept')]);
    meeting.ask('bob/1', 'sync', 2);
    expect(words(meeting)).toContain(moves('its place there is kept; 1 message waits for the outcome'));
    meeting.fixed('bob#1');
    meeting.ask('bob/1', 'sync', 3);
    expect(words(meeting)).toEqual([
      'room blue, session blue$1: ann#1 (host)',
      green,
      moves('its departure from blue is fixed, its arrival is not; 2 messages wait for the outcome'),
    ]);
  });

  it('may be away', () => {
    const meeting = together();
    meeting.lost('bob/1');
    meeting.lost('ann/1');
    expect(words(meeting)).toEqual([
      inBlue,
      'ann#1 has no connection, and may still resume',
      'bob#1 has no connection, and may still resume',
    ]);
  });
});

describe('what nobody has noticed', () => {
  it('is a loss, or a goodbye, sorted', () => {
    const meeting = together();
    meeting.do({ type: 'sever', severed: { connection: 'zoe/1', how: 'lost' } });
    meeting.do({ type: 'sever', severed: { connection: 'bob/1', how: 'goodbye' } });
    expect(words(meeting)).toEqual([
      inBlue,
      "bob's close with 4101 is not noticed yet",
      "the loss of zoe's connection is not noticed yet",
    ]);
  });

  it('is a cut that the machine has not come to, and that is no message', () => {
    const cut: SentAction = {
      sent: 4,
      action: does.cut('bob'),
      events: [{ type: 'sever', severed: { connection: 'bob/1', how: 'lost' } }],
    };
    expect(words(together(), { bob: [cut] })).toEqual([inBlue, "the loss of bob's connection is not noticed yet"]);
  });
});

describe('what was sent', () => {
  it.each<[Action, string]>([
    [does.leave('bob'), 'Leave of bob'],
    [does.sync('bob'), 'Sync of bob'],
    [does.join('bob', 'red'), 'Join red of bob'],
    [does.switchRoom('bob', 'red'), 'SwitchRoom red of bob'],
    [does.remove('bob', 'ann#1'), 'Remove ann#1 of bob'],
    [does.repeat('bob'), 'Join again of bob'],
    [does.viewer('bob'), 'ChangeMode of bob'],
    [does.unknownRequest('bob'), 'a request of an unknown kind of bob'],
    [does.again('bob'), 'the request again of bob'],
    [does.malformed('bob', 'oversize'), 'a malformed frame of bob'],
    [does.operate('endMeeting', 'blue'), 'EndMeeting blue of bob'],
  ])('has a name: %j', (action, line) => {
    expect(words(together(), { bob: [{ sent: 4, action, events: [] }] })).toEqual([
      inBlue,
      `sent, and not taken up yet: ${line}`,
    ]);
  });

  it('is not said of what the machine has taken up', () => {
    const one = part(together(), {
      bob: [does.sync('bob'), does.leave('bob')].map((action) => ({ sent: 4, action, events: [] })),
    });
    expect(stateInWords([{ ...one, end: { ...one.end, done: [1] } }])).toEqual([
      inBlue,
      'sent, and not taken up yet: Leave of bob',
    ]);
  });
});
