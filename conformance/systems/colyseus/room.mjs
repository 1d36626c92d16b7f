/**
 * The room: what an application of Colyseus writes, kept as plain as the examples of its documentation. Colyseus says when somebody has
 * come or gone, and by which close code; the room passes that on to the others. Its own are the messages, and who may call for what.
 */
import { once } from 'node:events';
import { Room } from '@colyseus/core';

/** As the others are shown somebody. The session id names one stay, and no other. @param {import('@colyseus/core').Client} client */
const shown = ({ sessionId, userData }) => ({ ...userData, sessionId });

/** How a room sends somebody away: what Colyseus's own plugin for idle clients does. */
export const KICK = { code: 1000, reason: 'kicked' };

/** A meeting. Everybody may take part; hosts may send others away, and end it. */
export class MeetingRoom extends Room {
  /** What a client can ask for. An answer of `reject` is a refusal. */
  messages = {
    kick: async (client, sessionId, context) => {
      if (!this.mayModerate(client)) return context.reject('forbidden');
      const target = this.clients.get(sessionId);
      if (!target) return context.reject('not found');
      this.kick(target);
      // Colyseus counts it in until its connection is closed, and tells `onLeave` then: only then is it done.
      await once(target.ref, 'close');
      return undefined;
    },
    end: (client, _, context) => {
      if (!this.mayModerate(client)) return context.reject('forbidden');
      // Its promise ends when everybody is gone, and then nobody is left to be answered.
      this.disconnect();
      return undefined;
    },
  };

  onJoin(client, { participant, role }) {
    client.userData = { participant, role };
    client.send('present', this.clients.filter((other) => other !== client).map(shown));
    this.broadcast('joined', shown(client), { except: client });
  }

  onLeave(client, code) {
    this.broadcast('left', { ...shown(client), code });
  }

  mayModerate({ userData }) {
    return userData.role === 'host';
  }

  kick(client) {
    client.leave(KICK.code, KICK.reason);
  }
}
