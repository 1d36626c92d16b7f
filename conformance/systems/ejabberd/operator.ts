/** The back end's calls: a room is destroyed, or somebody is banned. */
import { type Operate, Unsupported } from '../../testees/kit/index.js';
import type { Credentials, HttpApi } from './http-api.js';

const credentials: Readonly<Record<string, Credentials>> = { BEARER_WRONG: 'wrong', BEARER_MISSING: 'missing' };

/** Makes one call in the room with this address. To end a meeting and to close its room are the same call. */
export async function operateOn(
  api: HttpApi,
  room: string,
  { call, targets = [], bearer = 'BEARER_RIGHT' }: Operate,
): Promise<void> {
  const presented = credentials[bearer] ?? 'right';
  if (call === 'CALL_END_MEETING' || call === 'CALL_CLOSE_ROOM') await api.destroyRoom(room, presented);
  else if (call === 'CALL_STOP_MEDIA_RELAY') throw new Unsupported('there are no media, and no relay of them');
  else if (targets.length === 0) throw new Unsupported('a ban names an account, and nobody is named');
  else for (const account of targets.map(accountOf)) await api.ban(room, account, presented);
}

/** A stay has an account of its own, so that a ban hits it and no other one. */
function accountOf(stay: string): string {
  const slash = stay.indexOf('/');
  if (slash < 0) throw new Unsupported(`a ban names an account, and ${stay} has none`);
  return stay.slice(0, slash);
}
