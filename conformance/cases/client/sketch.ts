/** How client cases are written down, and the steps that they consist of. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { alone, CLIENT, inMeeting } from '../../arbitraries/client.js';
import {
  type Action,
  type Announcement,
  type DemandAnswer,
  dispose,
  join,
  leave,
  type PeerAction,
  peer,
  type Round,
  switchRoom,
} from '../../exchange/scenario.js';
import type { Code, Cut, Demand, Numbering, Refusal, Wording } from '../../exchange/words.js';
import type { Case } from '../case.js';
import { type Fields, plainCase } from '../server/sketch.js';

/** Some rounds of a scenario. */
export type Rounds = readonly Round[];

/** Few runs: each of these scenarios waits for as long as a client may. */
export const FEW = 4;

type Sketch = Omit<Fields, 'scenarios'> & { readonly core: fc.Arbitrary<readonly Round[]> };

const client = (fields: Fields): Case => ({ ...plainCase(fields), side: 'client', id: `client/${fields.id}` });

/** A case in a meeting with everyday news; `setting` is what the peer is told before the client joins. */
export const meeting = ({ core, setting = [], ...fields }: Sketch & { readonly setting?: readonly Action[] }): Case =>
  client({ ...fields, scenarios: inMeeting(setting, core) });

/** A case with nothing around its core. */
export const bare = ({ core, ...fields }: Sketch): Case => client({ ...fields, scenarios: alone(core) });

/** A case with scenarios of its own. */
export const custom = client;

/** The client joins. */
export const joins: Round = [join(CLIENT)];

/** The peer sends RoomLeft. */
export const roomLeft = (code: Code, wording: Wording = 'own', numbering: Numbering = 'next'): Action =>
  peer({ kind: 'roomLeft', code, wording, numbering });

/** The peer tells the client that a participant has left. */
export const left = (who: string, code: Code = reason.MANUAL_LEAVE_CALLED, numbering: Numbering = 'next'): Action =>
  peer({ kind: 'participantLeft', who, code, wording: 'own', numbering });

/** The peer tells the client that a participant has joined. */
export const arrives = (who: string, numbering: Numbering = 'next'): Action =>
  peer({ kind: 'participantJoined', who, numbering });

/** The peer does something. */
export const does = (action: PeerAction): Action => peer(action);

/** From now on the peer answers a demand so. */
export const answers = (demand: Demand, answer: DemandAnswer): Action => peer({ kind: 'answer', demand, answer });

/** From now on the peer refuses a demand. */
export const refuses = (demand: Demand, code: Refusal = 'permission_denied'): Action =>
  answers(demand, { how: 'reject', code });

/** From now on the peer does not answer a demand. */
export const ignores = (demand: Demand): Action => answers(demand, { how: 'never' });

/** From now on the server cannot be reached. */
export const gone: Action = answers('connect', { how: 'cut' });

/** The peer waits until the client is back, or is over. */
export const rests: Action = peer({ kind: 'rest' });

/** The peer's connection breaks off. */
export const cuts = (how: Cut = 'fin'): Action => peer({ kind: 'cut', how });

const usual: Announcement = { resumeWindowMs: 500, heartbeatIntervalMs: 0, heartbeatTimeoutMs: 0, later: false };

/** What the peer announces in the next Joined. */
export const announces = (announcement: Partial<Announcement>): Action =>
  peer({ kind: 'announce', announcement: { ...usual, ...announcement } });

/** Where a client is that is on its way in, back, or to another room. */
export const onItsWay: readonly Rounds[] = [
  [[ignores('join')], joins],
  [[ignores('connect')], joins],
  [[gone], joins],
  [joins, [ignores('resume')], [cuts()]],
  [joins, [gone], [cuts()]],
  [joins, [ignores('switch')], [switchRoom(CLIENT, 'green')]],
];

/** The calls by which an application leaves. */
export const goes = fc.constantFrom<Action>(leave(CLIENT), dispose(CLIENT));

/** A connection that breaks off, either way. */
export const anyCut = fc.constantFrom<Cut>('fin', 'reset').map((how) => cuts(how));
