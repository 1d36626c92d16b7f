/** What the registry says of the codes that a mapping may name, and which of them a system can tell at all. */
import { type ReasonInfo, reason, reasonInfo } from '../../../gen/codes.js';
import type { ToldParty } from '../../exchange/crosswalk.js';
import type { Feature } from '../../exchange/features.js';
import type { SystemProfile } from '../../exchange/mapping.js';
import type { ActionKind } from '../../exchange/scenario.js';
import type { Code } from '../../exchange/words.js';

/** What of a system's Ready a mapping is held against. */
export interface MappedSystem extends Pick<SystemProfile, 'features' | 'deviations' | 'mapping'> {
  /** The kinds of action that it cannot be made to do. */
  readonly unsupported: readonly string[];
}

interface Needs {
  /** Without these, nothing ever happens that the code stands for. */
  readonly features: readonly Feature[];
  /** What brings it about; any of them. */
  readonly by: readonly ActionKind[];
  /** To whom it is then told. One who moves to another room is shown the room, and one who is lost is shown nothing. */
  readonly to: readonly ToldParty[];
}

const both: readonly ToldParty[] = ['leaver', 'others'];

/** By code. One that is not here is never owed: what a client concludes, and what no step brings about for certain. */
const needs = new Map<number, Needs>([
  [reason.WEBSOCKET_DISCONNECTED, { features: [], by: ['cut', 'freeze'], to: ['others'] }],
  [reason.REMOVE_PEER, { features: ['remove'], by: ['remove'], to: both }],
  [reason.REMOVE_PEER_VIEWER_MODE_CHANGED, { features: ['viewer'], by: ['mode'], to: both }],
  [reason.REMOVE_PEER_MEDIA_RELAY_STOP, { features: ['relay'], by: ['operate'], to: both }],
  [reason.SWITCH_ROOM, { features: ['switch'], by: ['switch'], to: ['others'] }],
  [reason.ROOM_CLOSE, { features: ['operator'], by: ['operate'], to: ['leaver'] }],
  [reason.REMOVE_ALL, { features: [], by: ['end'], to: ['leaver'] }],
  [reason.MEETING_END_API, { features: ['operator'], by: ['operate'], to: ['leaver'] }],
  [reason.REMOVE_PEER_API, { features: ['operator'], by: ['operate'], to: both }],
  [reason.DUPLICATE_PARTICIPANT, { features: ['replace'], by: ['join'], to: both }],
  [reason.MANUAL_LEAVE_CALLED, { features: [], by: ['leave'], to: both }],
]);

/** Codes of vendors, which the registry leaves to them: spec/versioning.md. */
const VENDORS = { first: 1_500, last: 1_999 };

/** A number that somebody has given a meaning to. */
export const isGivenAway = (code: Code): boolean =>
  code === 'absent' || infoOf(code) !== undefined || (code >= VENDORS.first && code <= VENDORS.last);

/** The registry's row for a code; undefined for an absent reason and an unknown number. */
export const infoOf = (code: Code): ReasonInfo | undefined => reasonInfo.find((info) => info.code === code);

/** Only a client says so, and only to itself. */
export const isLocal = ({ sources }: ReasonInfo): boolean => !sources.includes('server');

/** The features that a code needs to be sent, and that the system does not declare. */
export function undeclared({ code, core }: ReasonInfo, { features }: Pick<MappedSystem, 'features'>): Feature[] {
  const needed: Feature[] = [...(needs.get(code)?.features ?? [])];
  // ROOM_CLOSE is also what a server does by itself.
  if (code === reason.ROOM_CLOSE) return [];
  if (core !== code) needed.push('extended_codes');
  return needed.filter((feature) => !features.includes(feature));
}

/** What a departure of this code is told by: the code itself, or its fallback. */
export function toldAs({ code, core }: ReasonInfo, { features }: Pick<MappedSystem, 'features'>): Code {
  return features.includes('extended_codes') ? code : (core ?? 'absent');
}

/** Schemas and scenarios call one action by two names. */
const aliases: Readonly<Record<string, string>> = { switchRoom: 'switch', switch_room: 'switch' };

/** Whether somebody has to be told this code, of a system that can do all that it declares. */
export function isOwed({ code, scope }: ReasonInfo, to: ToldParty, system: MappedSystem): boolean {
  const need = needs.get(code);
  if (!need) return false;
  const listeners = scope === 'all' && system.features.includes('announces_each') ? both : need.to;
  const undoable = system.unsupported.map((kind) => aliases[kind] ?? kind);
  return (
    listeners.includes(to) &&
    need.features.every((feature) => system.features.includes(feature)) &&
    need.by.some((kind) => !undoable.includes(kind)) &&
    !system.deviations.some(({ clause }) => clause === `departure.tells-${to}`)
  );
}

/** `1002 REMOVE_PEER`; in words where there is no such code. */
export function codeInWords(code: Code): string {
  if (code === 'absent') return 'no reason';
  const name = infoOf(code)?.name;
  return name === undefined ? `${code}` : `${code} ${name}`;
}
