/** Becoming a viewer: a viewer is no participant. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { sync, unknownMode, viewer } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, sketch } from './sketch.js';

/** The server cases about viewers. */
export const viewingCases: readonly Case[] = [
  sketch({
    id: 'viewer',
    title: 'A participant who becomes a viewer departs, and everybody is told',
    clauses: ['viewer.departs', 'reason.true', 'reason.agree'],
    needs: ['viewer'],
    codes: [reason.REMOVE_PEER_VIEWER_MODE_CHANGED],
    uses: ['mode'],
    core: anyone.map((who) => [...everyone, [viewer(who)]]),
  }),
  sketch({
    id: 'viewer-unknown-mode',
    title: 'The server refuses an unknown mode, and the caller stays',
    clauses: ['viewer.unknown-mode', 'request.refused-changes-nothing'],
    needs: ['viewer'],
    uses: ['mode'],
    core: anAttendee.map((who) => [...everyone, [unknownMode(who)], [sync(who)]]),
  }),
  sketch({
    id: 'undeclared',
    title: 'A server without viewer refuses ChangeMode',
    clauses: ['request.unknown'],
    lacks: ['viewer'],
    uses: ['mode'],
    core: fc.constant([...everyone, [viewer('bob')], [sync('bob')]]),
  }),
];
