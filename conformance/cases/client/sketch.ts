/** The form in which client cases are written down, and the steps that they are made of. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { alone, CLIENT, inMeeting } from '../../arbitraries/client.js';
import {
  type Action,
  type Announcement,
  type Code,
  type Cut,
  type Demand,
  type DemandAnswer,
  join,
  type Numbering,
  type PeerAction,
  peer,
  type Refusal,
  type Round,
  type Wording,
} from '../../exchange/index.js';
import type { Case } from '../case.js';
import { type Fields, plain } from '../sketch.js';

/** Few: a scenario of these waits for as long as a client may. */
export const FEW = 4;

type Sketch = Omit<Fields, 'scenarios'> & { readonly core: fc.Arbitrary<readonly Round[]> };

const client = (fields: Fields): Case => ({ ...plain(fields), side: 'client', id: `client/${fields.id}` });

/** In a meeting with everyday news; `setting` is what the peer is told before the client joins. */
export const meeting = ({ core, setting = [], ...fields }: Sketch & { readonly setting?: readonly Action[] }): Case =>
  client({ ...fields, scenarios: inMeeting(setting, core) });

/** With nothing around it. */
export const bare = ({ core, ...fields }: Sketch): Case => client({ ...fields, scenarios: alone(core) });

export const custom = client;

export const joins: Round = [join(CLIENT)];

export const roomLeft = (code: Code, wording: Wording = 'own', numbering: Numbering = 'next'): Action =>
  peer({ kind: 'roomLeft', code, wording, numbering });

export const left = (who: string, code: Code = reason.MANUAL_LEAVE_CALLED, numbering: Numbering = 'next'): Action =>
  peer({ kind: 'participantLeft', who, code, wording: 'own', numbering });

export const arrives = (who: string, numbering: Numbering = 'next'): Action =>
  peer({ kind: 'participantJoined', who, numbering });

export const does = (action: PeerAction): Action => peer(action);

export const answers = (demand: Demand, answer: DemandAnswer): Action => peer({ kind: 'answer', demand, answer });

export const refuses = (demand: Demand, code: Refusal = 'permission_denied'): Action =>
  answers(demand, { how: 'reject', code });

export const ignores = (demand: Demand): Action => answers(demand, { how: 'never' });

/** No server is there any more. */
export const gone: Action = answers('connect', { how: 'cut' });

export const cuts = (how: Cut = 'fin'): Action => peer({ kind: 'cut', how });

const usual: Announcement = { resumeWindowMs: 500, heartbeatIntervalMs: 0, heartbeatTimeoutMs: 0, later: false };

export const announces = (announcement: Partial<Announcement>): Action =>
  peer({ kind: 'announce', announcement: { ...usual, ...announcement } });

export const anyCut = fc.constantFrom<Cut>('fin', 'reset').map((how) => cuts(how));
