/** Rooms that are wrong in one way: to see that the suite notices, and by which clause. And one that sends people away without a code. */
import { KICK, MeetingRoom } from './room.mjs';

/** @typedef {typeof MeetingRoom} RoomClass */

/** What becomes of the news that somebody has left: the news that the others get in place of it. @type {Record<string, (news: object) => object[]>} */
const edits = {
  // Nobody is told of a removal but the one who is removed.
  drop: (news) => (news.code === KICK.code ? [] : [news]),
  // Every departure is told twice.
  double: (news) => [news, news],
  // The others are told that somebody who was sent away has left.
  'other-reason': (news) => [news.code === KICK.code ? { ...news, code: 4000 } : news],
};

/** @param {(news: object) => object[]} edit @returns {RoomClass} */
const editing = (edit) =>
  class extends MeetingRoom {
    broadcast(type, message, options) {
      for (const one of type === 'left' ? edit(message) : [message]) super.broadcast(type, one, options);
    }
  };

/** Everybody may do what a host may. */
class EveryoneHost extends MeetingRoom {
  mayModerate() {
    return true;
  }
}

/** The call is made without a code, which it allows. */
class BareKick extends MeetingRoom {
  kick(client) {
    client.leave();
  }
}

/** Everybody's room. @param {{ plant?: string, kick?: string }} options @returns {RoomClass} */
export function roomClass({ plant, kick }) {
  if (plant === 'everyone-host') return EveryoneHost;
  if (plant !== undefined) return editing(edits[plant]);
  return kick === 'bare' ? BareKick : MeetingRoom;
}
