/** Becoming a viewer, who is no participant. */

import fc from 'fast-check';
import { reason } from '../../gen/codes.js';
import { sync, unknownMode, viewer } from '../exchange/index.js';
import type { Case } from './case.js';
import { anAttendee, anyone, everyone, sketch } from './sketch.js';

export const viewing: readonly Case[] = [
  sketch({
    id: 'viewer',
    title: 'Whoever becomes a viewer departs, and everybody is told so',
    clauses: ['viewer.departs', 'reason.true', 'reason.agree'],
    needs: ['viewer'],
    codes: [reason.REMOVE_PEER_VIEWER_MODE_CHANGED],
    uses: ['mode'],
    core: anyone.map((who) => [...everyone, [viewer(who)]]),
  }),
  sketch({
    id: 'viewer-unknown-mode',
    title: 'A mode that does not exist is refused, and the caller stays',
    clauses: ['viewer.unknown-mode', 'request.refused-changes-nothing'],
    needs: ['viewer'],
    uses: ['mode'],
    core: anAttendee.map((who) => [...everyone, [unknownMode(who)], [sync(who)]]),
  }),
  sketch({
    id: 'undeclared',
    title: 'A server refuses what it does not declare',
    clauses: ['request.unknown'],
    lacks: ['viewer'],
    uses: ['mode'],
    core: fc.constant([...everyone, [viewer('bob')], [sync('bob')]]),
  }),
];
