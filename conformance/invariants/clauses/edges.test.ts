/** Of each time that a clause gives: at its very edge nobody is accused, and a millisecond beyond it somebody is. */
import { describe, expect, test } from 'vitest';
import { SLACK, violationsAt } from '../timed.test.helper.js';

const head = ({
  window = 0,
  heartbeat = '',
}: {
  readonly window?: number;
  readonly heartbeat?: string;
}) => `# to the millisecond
clauses   connection.lost-in-time
features  extended_codes remove resume operator room_order
window    ${window}
${heartbeat && `heartbeat ${heartbeat}\n`}seats     ann:host bob:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

/** The clauses that are broken. */
const clausesOf = (times: Parameters<typeof head>[0], lines: readonly string[]): string[] =>
  violationsAt(head(times), lines).map(({ clause }) => clause);

interface Edge {
  readonly what: string;
  readonly clause: string;
  readonly times?: Parameters<typeof head>[0];
  /** What happens where the edge is at so many milliseconds. */
  readonly lines: (edge: number) => readonly string[];
  /** The last time that is right, and the first that is not. */
  readonly right: number;
  readonly wrong: number;
}

const leave = ['100 bob > leave', '100 ann < participantLeft bob#1 1101', '100 bob < roomLeft 1101 re=1'];
const asks = (at: number) => [`${at} ann > sync`, `${at} ann < accepted re=1`];
const LOST = 100 + 1_000 + 1_000 + SLACK;

const edges: readonly Edge[] = [
  {
    what: 'the close frame comes within two seconds, of which one is for the lag of the suite',
    clause: 'close.follows',
    lines: (edge) => [...leave, `${edge} bob < closed 4101`],
    right: 100 + 2_000 + SLACK,
    wrong: 100 + 2_000 + SLACK + 1,
  },
  {
    what: 'a cut comes before that time is over',
    clause: 'close.follows',
    lines: (edge) => [...leave, `${edge} bob > cut`],
    right: 100 + 2_000 + SLACK,
    wrong: 100 + 2_000 + SLACK + 1,
  },
  {
    what: 'nobody is told of a loss before the window is over, but for a twentieth of it',
    clause: 'connection.lost-in-time',
    times: { window: 1_000 },
    lines: (edge) => ['100 bob > cut', `${edge} ann < participantLeft bob#1 1001`],
    right: 100 + 950,
    wrong: 100 + 949,
  },
  {
    what: 'everybody is told of a loss two seconds after the window',
    clause: 'connection.lost-in-time',
    times: { window: 1_000 },
    lines: (edge) => ['100 bob > cut', `${edge} ann < participantLeft bob#1 1001`],
    right: LOST + 1_000,
    wrong: LOST + 1_001,
  },
  {
    what: 'one who asks later was told before',
    clause: 'connection.lost-in-time',
    times: { window: 1_000 },
    lines: (edge) => [
      '100 bob > cut',
      ...asks(edge),
      `${edge} ann > leave`,
      `${edge} ann < roomLeft 1101 re=2`,
      `${edge} ann < closed 4101`,
    ],
    right: LOST + 1_000,
    wrong: LOST + 1_001,
  },
  {
    what: 'no two Heartbeats are more than two intervals apart',
    clause: 'heartbeat.sent',
    times: { heartbeat: '500 9000' },
    lines: (edge) => ['100 ann < heartbeat', '100 bob < heartbeat', `${edge} ann > sync`],
    right: 100 + 1_000 + SLACK,
    wrong: 100 + 1_000 + SLACK + 1,
  },
  {
    what: 'nor is the first one that late',
    clause: 'heartbeat.sent',
    times: { heartbeat: '500 9000' },
    lines: (edge) => ['100 bob < heartbeat', `${edge} ann < heartbeat`],
    right: 1_000 + SLACK,
    wrong: 1_000 + SLACK + 1,
  },
  {
    what: 'nobody who heals is taken as lost before nine tenths of the timeout',
    clause: 'heartbeat.timeout',
    times: { heartbeat: '500 1000' },
    lines: (edge) => [
      '0 bob > freeze',
      '400 ann < heartbeat',
      '800 ann < heartbeat',
      `${edge} bob > heal`,
      `${edge + 1} bob < closed 1006`,
    ],
    right: 901,
    wrong: 900,
  },
  {
    what: 'nor anybody who is silent',
    clause: 'heartbeat.timeout',
    times: { heartbeat: '500 1000' },
    lines: (edge) => ['400 ann < heartbeat', `${edge} bob < closed 1006`],
    right: 901,
    wrong: 900,
  },
  {
    what: 'a silence is no loss for everybody before the timeout and the window',
    clause: 'connection.lost-in-time',
    times: { window: 1_000, heartbeat: '500 1000' },
    lines: (edge) => [
      '0 bob > freeze',
      ...['400', '800', '1200', '1600'].map((at) => `${at} ann < heartbeat`),
      `${edge} ann < participantLeft bob#1 1001`,
    ],
    right: 1_900,
    wrong: 1_899,
  },
  {
    what: 'a room is closed when all who were in it were lost long before',
    clause: 'operator.not-found',
    times: { window: 1_000 },
    lines: (edge) => [
      '100 ann > cut',
      '100 bob > cut',
      `${edge} operator > closeRoom blue`,
      `${edge} operator < accepted`,
    ],
    right: LOST + 1_000,
    wrong: LOST + 1_001,
  },
  {
    what: 'nobody who was lost is shown to somebody who comes later',
    clause: 'connection.lost-in-time',
    times: { window: 1_000 },
    lines: (edge) => [
      '100 bob > cut',
      `${edge} bob/2 > join blue`,
      `${edge} bob < joined blue$1 bob#2 with ann#1:host bob#1:attendee`,
    ],
    right: LOST + 1_000,
    wrong: LOST + 1_001,
  },
];

describe.each(edges)('$what', ({ clause, times = {}, lines, right, wrong }) => {
  test('at the edge', () => {
    expect(clausesOf(times, lines(right))).not.toContain(clause);
  });

  test('and beyond', () => {
    expect(clausesOf(times, lines(wrong))).toContain(clause);
  });
});
