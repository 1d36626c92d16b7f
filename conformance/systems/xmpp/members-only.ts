/** Another way to put somebody out: everybody else becomes a member, and the room is for members only for a moment. XEP-0045, 10.2. */
import { Unsupported } from '../../testees/kit/index.js';
import type { RoomParticipation } from './participation.js';
import { membersOnlyStanza, membersStanza } from './stanzas.js';

/** Puts the one out who bears the nickname, as the owner `by` does it. `everybody`: those who are in the room by the testee's knowledge. */
export async function putOutAsNoMember(
  by: RoomParticipation,
  nick: string,
  everybody: readonly RoomParticipation[],
): Promise<void> {
  const target = everybody.find(({ place }) => place.nick === nick);
  if (!target) throw new Unsupported(`${nick} is not there, and nobody else is to be put out`);
  if (target.belongs) throw new Unsupported(`${nick} belongs to the room, and would not be put out`);
  const newMembers = everybody.filter((one) => one !== target && !one.belongs);
  const accounts = newMembers.map(({ account }) => account);
  if (accounts.length > 0) await by.ask((room, _, request) => membersStanza(room, accounts, request));
  // Once is enough: the room would show everybody a second time what has not changed.
  for (const one of newMembers) one.becomesMember();
  await by.ask((room, _, request) => membersOnlyStanza(room, true, request));
  await by.ask((room, _, request) => membersOnlyStanza(room, false, request));
}
