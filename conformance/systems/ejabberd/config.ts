/** How ejabberd is set up: on loopback alone, with rooms as meetings need them, and a back end that is asked by HTTP. */

/** The host of the accounts. */
export const USERS = 'localhost';
/** The host of the rooms. */
export const ROOMS = 'muc.localhost';
/** The account that may call everything, and its password. */
export const OPERATOR = { user: 'operator', password: 'right' };

/** Accounts whose names begin so own every room. */
export const HOST = 'host';
/** How long a client may say nothing before it is asked, and how long it has to answer; seconds. */
const PING_EVERY_S = 1;
const PING_ANSWER_S = 3;
/** After how long a silence a connection is taken as lost, at the latest, in milliseconds. */
export const SILENCE_MS = 1_000 * (PING_EVERY_S + PING_ANSWER_S);

/** Where it listens. */
export interface EjabberdPorts {
  /** For clients. */
  readonly clients: number;
  /** For the calls of the back end. */
  readonly http: number;
}

/**
 * Nobody opens a room by joining, because that makes one its owner: the back end opens them all, one at a time, since a join and a
 * call that open the same room at the same moment make two of it. All who call from this machine may make accounts, and nothing
 * else. JSON is YAML, too.
 */
export const ejabberdConfiguration = ({ clients, http }: EjabberdPorts): string =>
  JSON.stringify({
    hosts: [USERS],
    loglevel: 'error',
    // With anonymous accounts a logout would look like a kick.
    auth_method: ['internal'],
    listen: [
      { port: clients, ip: '127.0.0.1', module: 'ejabberd_c2s', shaper: 'none', access: 'all' },
      { port: http, ip: '127.0.0.1', module: 'ejabberd_http', request_handlers: { '/api': 'mod_http_api' } },
    ],
    acl: {
      hosts: { user_regexp: `^${HOST}-` },
      operator: { user: [`${OPERATOR.user}@${USERS}`] },
    },
    access_rules: { hosts: { allow: 'hosts' }, nobody: { deny: 'all' } },
    api_permissions: {
      'making accounts': { who: { ip: '127.0.0.1/8' }, what: ['register'] },
      'the back end': { who: { access: { allow: { acl: 'operator' } } }, what: '*' },
    },
    modules: {
      mod_admin_extra: {},
      mod_muc: {
        host: ROOMS,
        access_create: 'nobody',
        access_admin: 'hosts',
        history_size: 0,
        default_room_options: { anonymous: false, persistent: false },
      },
      mod_muc_admin: {},
      mod_ping: {
        send_pings: true,
        ping_interval: PING_EVERY_S,
        ping_ack_timeout: PING_ANSWER_S,
        timeout_action: 'kill',
      },
    },
  });
