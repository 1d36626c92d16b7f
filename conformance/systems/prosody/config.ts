/** How Prosody is set up: on loopback alone, everything in memory, and rooms as meetings need them. */

/** The host of the accounts. */
export const USERS = 'localhost';
/** The host of the rooms. */
export const ROOMS = 'muc.localhost';

/** Admins of the service own every room of it. Each join takes an account of its own, so there are many. */
export const HOSTS = 4096;
/** One of the accounts of hosts. */
export const hostAccount = (number: number): string => `host-${number % HOSTS}`;

/** What differs between two Prosodys. */
export interface ProsodySetup {
  readonly folder: string;
  readonly clients: number;
  readonly console: number;
  /** How long a lost connection may be resumed, in seconds; 0 without stream management. */
  readonly resumeSeconds: number;
}

/** Only hosts open rooms by joining, because opening a room makes one its owner; the console opens rooms for the others. */
export const configuration = ({ folder, clients, console, resumeSeconds }: ProsodySetup): string => `
data_path = ${quoted(folder)}
run_as_root = true
log = { warn = "*console" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${clients} }
c2s_direct_tls_ports = {}
s2s_ports = {}
console_interfaces = { "127.0.0.1" }
console_ports = { ${console} }
console_banner = ""
modules_enabled = { "saslauth", "disco", "ping", "admin_telnet"${resumeSeconds > 0 ? ', "smacks"' : ''} }
modules_disabled = { "s2s", "tls" }
smacks_hibernation_time = ${resumeSeconds}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"
storage = "memory"
local hosts = {}
for number = 0, ${HOSTS - 1} do hosts[number + 1] = "host-" .. number .. "@${USERS}" end
admins = hosts
VirtualHost "${USERS}"
Component "${ROOMS}" "muc"
  restrict_room_creation = true
  muc_room_locking = false
  muc_room_default_public_jids = true
  muc_room_default_history_length = 0
  muc_room_cache_size = 100000
  muc_tombstones = false
`;

const quoted = (text: string): string => JSON.stringify(text);
