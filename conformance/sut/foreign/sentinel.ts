/** The fence of a foreign system: one of its own clients comes into a room and goes. */
import { SENTINEL } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import { within } from '../native/later.js';
import { ACT_MS } from '../testee/bounds.js';
import type { Conversation } from '../testee/conversation.js';

/** Comes into a room of the world and goes. What others are told of it is for the bench to see. */
export const newSentinel =
  (conversation: Conversation, world: string) =>
  async (room: string): Promise<void> => {
    const act = (action: Action) => within(conversation.act({ world, action, accessToken: '' }), ACT_MS);
    // One that is not let in tells nobody anything, and the bench falls back upon silence.
    const joined = await act({ kind: 'join', seat: SENTINEL, room });
    if (joined?.kind === 'done') await act({ kind: 'leave', seat: SENTINEL });
  };
