/** The back end of an application: it makes rooms, and it ends and removes, by the Admin API of Janus. */
import { ADMIN_SECRET } from './config.mjs';
import { Connection } from './connection.mjs';

const PLUGIN = 'janus.plugin.videoroom';
/** What the plugin answers where a room is there already. */
const EXISTS = '427';

/** What it presents: the secret of the Admin API, another one, or none. */
const presented = {
  BEARER_RIGHT: { admin_secret: ADMIN_SECRET },
  BEARER_WRONG: { admin_secret: `not ${ADMIN_SECRET}` },
  BEARER_MISSING: {},
};

/** Who knows this may remove people from the room, and destroy it. @param {string} room */
export const secretOf = (room) => `secret of ${room}`;

export class BackEnd {
  #openings = 0;

  /** @param {Connection} connection */
  constructor(connection) {
    this.connection = connection;
  }

  /** @param {string} address Host and port of the Admin API. */
  static async connect(address) {
    const connection = new Connection(address, 'janus-admin-protocol');
    await connection.opened();
    return new BackEnd(connection);
  }

  /**
   * Sees to it that there is a room. Its description numbers its openings, and Janus shows it to everybody who joins.
   * @param {string} room
   */
  async openRoom(room) {
    this.#openings += 1;
    const description = `opening ${this.#openings}`;
    const what = {
      request: 'create',
      room,
      description,
      secret: secretOf(room),
      notify_joining: true,
      publishers: 100,
    };
    await this.call(what).catch((error) => {
      if (error.native !== EXISTS) throw error;
    });
  }

  /**
   * A request to the plugin.
   * @param {Record<string, unknown>} request @param {keyof typeof presented} bearer
   */
  call(request, bearer = 'BEARER_RIGHT') {
    return this.connection.ask({ janus: 'message_plugin', plugin: PLUGIN, request, ...presented[bearer] });
  }

  /** The version of Janus, as it says it. @returns {Promise<string>} */
  async version() {
    return (await this.connection.ask({ janus: 'info' })).version_string;
  }

  discard() {
    this.connection.discard();
  }
}
