/** Whether an application can make a call when its round begins, decided from what it did and was told until then. */

import type { HistoryRecord } from '../../exchange/history.js';
import { PEER } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import type { Action, Round } from '../../exchange/scenario.js';

/** How far the application's room object has got: there is none, it was begun, it has left, or its page is gone. */
type RoomObjectState = 'none' | 'begun' | 'left' | 'unloaded';

/** Why the step is skipped; empty where it applies. `before` are the applied steps of the same round. */
export function whyNoClientCall(
  step: Action,
  before: Round,
  records: readonly HistoryRecord[],
  { unsupported }: Profile,
): string {
  if (unsupported.includes(step.kind)) return 'the client cannot be made to do it';
  if (step.seat === PEER) return step.kind === 'peer' || step.kind === 'wait' ? '' : 'no client can be made to do it';
  let state: RoomObjectState = 'none';
  for (const record of records) if (record.seat === step.seat) state = afterRecord(state, record);
  for (const { kind, seat } of before) if (seat === step.seat) state = afterCall(state, kind);
  if (state === 'unloaded') return 'the page is gone';
  if (step.kind === 'listener') return '';
  if (step.kind === 'join') return state === 'begun' ? 'it has a room object' : '';
  return state === 'none' ? 'it has no room object' : '';
}

function afterRecord(state: RoomObjectState, record: HistoryRecord): RoomObjectState {
  if (record.kind === 'sent') return afterCall(state, record.action.kind);
  const isLeft = record.kind === 'client' && record.note.kind === 'told' && record.note.told.event === 'roomLeft';
  return isLeft && state === 'begun' ? 'left' : state;
}

function afterCall(state: RoomObjectState, kind: Action['kind']): RoomObjectState {
  if (state === 'unloaded' || kind === 'unload') return 'unloaded';
  return kind === 'join' ? 'begun' : state;
}
