/** What a client asks its server for, in the words of the wire. */
import type { Demand } from '../exchange/words.js';

/** What a client can ask of its server, as the wire calls it. */
export const demandWords: Readonly<Record<Demand, string>> = {
  connect: 'connect',
  join: 'Join',
  resume: 'Resume',
  leave: 'Leave',
  end: 'End',
  switch: 'SwitchRoom',
  remove: 'Remove',
  mode: 'ChangeMode',
  sync: 'Sync',
  unknown: 'a request of an unknown kind',
};
