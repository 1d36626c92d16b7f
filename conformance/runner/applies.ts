/** Whether a step applies when its round begins. Decided from observations alone, never from what the machine thinks. */
import { type Action, NOBODY, type Profile, type Round } from '../exchange/index.js';
import type { Standing } from './standing.js';

/** Why the step is skipped; empty where it applies. `before` are the applied steps of the same round. */
export function whySkipped(step: Action, before: Round, standing: Standing, { unsupported }: Profile): string {
  if (unsupported.includes(step.kind)) return 'the system cannot be made to do it';
  const own = before.filter(({ seat }) => seat === step.seat).map(({ kind }) => kind);
  if (own.some((kind) => kind === 'cut' || kind === 'close' || kind === 'malformed')) return 'its connection is going';
  const inside = standing.isIn(step.seat);
  if (step.kind === 'join') return inside || own.length > 0 ? 'it is in a room' : '';
  if (step.kind === 'malformed' && step.frame === 'request-first')
    return inside || own.length > 0 ? 'it is in a room' : '';
  // A loss is told from a refusal by what was shown before, so nobody is cut off in the middle of joining.
  const joining = own.includes('join') && !['cut', 'close', 'malformed'].includes(step.kind);
  if (!inside && !joining) return 'it is in no room';
  return step.kind === 'remove' ? whyNoTarget(step.target, standing) : '';
}

function whyNoTarget(target: string, standing: Standing): string {
  if (target === NOBODY) return '';
  const [seat = '', ordinal = '1'] = target.split('#');
  return standing.shown(seat) < Number(ordinal) ? `${target} has not been in any room` : '';
}
