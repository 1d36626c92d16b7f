/** The configuration of Janus: one plugin, one transport, ports and folders of its own, and short times. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the back end of an application knows. A server that lives for one run, on loopback, has nothing to hide. */
export const ADMIN_SECRET = 'what the back end knows';

/** A session without a request for so long is over, in seconds. */
export const SESSION_TIMEOUT_S = 3;
/** Janus looks so often, in seconds: the first time it marks what has lasted too long, and the second time it ends what is marked. */
export const LOOK_EVERY_S = 2;

const PLUGIN = 'libjanus_videoroom.so';
const TRANSPORT = 'libjanus_websockets.so';

/**
 * The configuration files, by their names. Where a session outlives its connection there is no other timeout, so that each of the two
 * shows by itself.
 * @param {{ library: string, folder: string, ports: { janus: number, admin: number }, reclaim: number }} how
 * @returns {Record<string, string>}
 */
export const configuration = ({ library, folder, ports, reclaim }) => ({
  'janus.jcfg': `
general: {
  configs_folder = "${folder}"
  plugins_folder = "${join(library, 'plugins')}"
  transports_folder = "${join(library, 'transports')}"
  events_folder = "${join(folder, 'none')}"
  loggers_folder = "${join(folder, 'none')}"
  debug_level = 2
  admin_secret = "${ADMIN_SECRET}"
  session_timeout = ${reclaim > 0 ? 0 : SESSION_TIMEOUT_S}
  reclaim_session_timeout = ${reclaim}
}
plugins: { disable = "${allBut(PLUGIN, join(library, 'plugins'))}" }
transports: { disable = "${allBut(TRANSPORT, join(library, 'transports'))}" }
`,
  'janus.transport.websockets.jcfg': `
general: {
  json = "compact"
  ws = true
  ws_ip = "127.0.0.1"
  ws_port = ${ports.janus}
}
admin: {
  admin_ws = true
  admin_ws_ip = "127.0.0.1"
  admin_ws_port = ${ports.admin}
}
`,
  'janus.plugin.videoroom.jcfg': `
general: { string_ids = true }
`,
});

/** The libraries of a folder but one. @param {string} kept @param {string} folder */
const allBut = (kept, folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.so') && name !== kept)
    .join(',');
