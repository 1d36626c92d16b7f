/** The log of a morning in a system with two faults, as its operator would have it: thousands of violations, of two kinds. */

/** What such a log has. */
export interface TwoFaults {
  readonly text: string;
  /** How many meetings show each of them. */
  readonly disagreeing: number;
  readonly repeated: number;
}

const BEGINS = Date.UTC(2026, 10, 30, 8, 0, 0);
const APART_MS = 4_000;
const TEAMS = 60;

/** Some rooms are used more than others, and none again before its last meeting is long over. */
function roomOf(number: number): string {
  if (number % 20 === 0) return 'standup';
  return number % 30 === 10 ? 'all-hands' : `team-${(number % TEAMS) + 1}`;
}

/** Meetings, one after the other, in rooms that are used again and again. */
export function twoFaults(disagreeing = 3_402, repeated = 138): TwoFaults {
  const lines: object[] = [{ at: BEGINS, head: { name: 'meet-eu', complete: true } }];
  const meetings = disagreeing + Math.floor(disagreeing / 5) + repeated;
  let told = 0;
  let twice = 0;
  // The second fault came later, with a release.
  const released = Math.floor(meetings / 5);
  for (let number = 0; number < meetings; number += 1) {
    const isTwice = number >= released && number % 7 === 0 && twice < repeated;
    const isWrong = !isTwice && number % 6 !== 5 && told < disagreeing;
    twice += Number(isTwice);
    told += Number(isWrong);
    lines.push(...meeting(number, isWrong ? 'REASON_CODE_WEBSOCKET_DISCONNECTED' : REMOVED, isTwice));
  }
  return { text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), disagreeing: told, repeated: twice };
}

const REMOVED = 'REASON_CODE_REMOVE_PEER';
const features = ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE'];

/** The host removes a guest, and leaves. `told`: the reason that the host is told; `twice`: and told once more. */
function meeting(number: number, told: string, twice: boolean): object[] {
  const room = roomOf(number);
  const [host, guest] = [`c${2 * number + 1}`, `c${2 * number + 2}`];
  const id = (what: string) => `${what}-${(number * 7919 + 104_729).toString(36)}`;
  const [p1, p2] = [id('pa'), id('pb')];
  let at = BEGINS + number * APART_MS;
  const line = (connection: string, body: object) => {
    at += 10;
    return { at, connection, ...body };
  };
  const says = (connection: string, sequence: number, body: object) =>
    line(connection, { fromServer: { sequence, ...body } });
  const joined = { sessionId: id('s'), features };
  const ann = { participantId: 'ann', participationId: p1, role: 'ROLE_HOST' };
  const left = { participantLeft: { participantId: 'bob', participationId: p2, reason: { code: told } } };
  const last = twice ? 5 : 4;
  return [
    line(host, { fromClient: { join: { roomId: room, participantId: 'ann', role: 'ROLE_HOST', joinId: id('ja') } } }),
    says(host, 1, { joined: { ...joined, participationId: p1 } }),
    line(guest, {
      fromClient: { join: { roomId: room, participantId: 'bob', role: 'ROLE_ATTENDEE', joinId: id('jb') } },
    }),
    says(guest, 1, { joined: { ...joined, participationId: p2, roster: [ann] } }),
    says(host, 2, {
      participantJoined: { participant: { participantId: 'bob', participationId: p2, role: 'ROLE_ATTENDEE' } },
    }),
    line(host, { fromClient: { requestId: 1, ack: 2, remove: { participationId: p2 } } }),
    says(guest, 2, { roomLeft: { reason: { code: REMOVED } } }),
    says(host, 3, left),
    ...(twice ? [says(host, 4, left)] : []),
    says(host, last, { replyTo: 1, accepted: {} }),
    line(guest, { closed: { by: 'CLOSED_BY_SERVER', code: 4002 } }),
    line(host, { fromClient: { requestId: 2, ack: last, leave: {} } }),
    says(host, last + 1, { replyTo: 2, roomLeft: { reason: { code: 'REASON_CODE_MANUAL_LEAVE_CALLED' } } }),
    line(host, { closed: { by: 'CLOSED_BY_SERVER', code: 4101 } }),
  ];
}
