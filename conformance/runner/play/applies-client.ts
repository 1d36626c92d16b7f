/** Whether an application can make a call when its round begins. Decided from what it did and was told until then. */
import { type Action, type HistoryRecord, PEER, type Profile, type Round } from '../../exchange/index.js';

/** How far a room object of the application's has got. */
interface Standing {
  begun: boolean;
  left: boolean;
  unloaded: boolean;
}

/** Why the step is skipped; empty where it applies. `before` are the applied steps of the same round. */
export function whyNoCall(
  step: Action,
  before: Round,
  records: readonly HistoryRecord[],
  { unsupported }: Profile,
): string {
  if (unsupported.includes(step.kind)) return 'the client cannot be made to do it';
  if (step.seat === PEER) return step.kind === 'peer' || step.kind === 'wait' ? '' : 'no client can be made to do it';
  const standing: Standing = { begun: false, left: false, unloaded: false };
  for (const record of records) if (record.seat === step.seat) follow(standing, record);
  for (const { kind, seat } of before) if (seat === step.seat) call(standing, kind);
  if (standing.unloaded) return 'the page is gone';
  if (step.kind === 'join') return standing.begun && !standing.left ? 'it has a room object' : '';
  return standing.begun ? '' : 'it has no room object';
}

function follow(standing: Standing, record: HistoryRecord): void {
  if (record.kind === 'sent') call(standing, record.action.kind);
  if (record.kind === 'noted' && record.note.kind === 'told' && record.note.told.event === 'roomLeft')
    standing.left = true;
}

function call(standing: Standing, kind: Action['kind']): void {
  if (kind === 'unload') standing.unloaded = true;
  if (kind !== 'join') return;
  standing.begun = true;
  standing.left = false;
}
