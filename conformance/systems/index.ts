/** The whole systems that this repository can drive, by name. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A whole system that this repository can drive, by a program that speaks the testee protocol. */
export interface KnownSystem {
  /** What it is called on the command line. */
  readonly name: string;
  /** One line for the list of systems. */
  readonly summary: string;
  /** Starts its testee. */
  readonly command: readonly string[];
  /** How its kept report is made, where a run by default takes too long: scenarios of each case, and meetings at the same time. */
  readonly kept?: { readonly runs: number; readonly concurrency: number };
}

/** A program beside this module, in the build or in the sources. */
const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One that is not built: it is in the sources alone, wherever this module is. The package does not have it. */
function inSources(path: string): string {
  const here = beside(path);
  return existsSync(here) ? here : here.replace(/([/\\])(?:dist|lib)[/\\](?=conformance[/\\]systems[/\\])/, '$1');
}

/** Python's packages of Debian are for Debian's Python, which need not be the first one on the path. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** All systems of this repository. */
export const systems: readonly KnownSystem[] = [
  {
    name: 'prosody',
    summary: 'Prosody, XMPP group chat (XEP-0045); a lost connection is a departure',
    command: [process.execPath, beside('prosody/main.js')],
  },
  {
    name: 'prosody-smacks',
    summary: 'Prosody with stream management (XEP-0198): a lost connection may be resumed for 3 s',
    command: [process.execPath, beside('prosody/main.js'), '--resume', '3'],
  },
  {
    name: 'prosody-members',
    summary: 'Prosody, where a host removes by making the room members-only for a moment',
    command: [process.execPath, beside('prosody/main.js'), '--members-only'],
  },
  {
    name: 'ejabberd',
    summary: 'ejabberd, XMPP group chat (XEP-0045); the operator by its HTTP API',
    command: [process.execPath, beside('ejabberd/main.js')],
  },
  {
    name: 'livekit',
    summary: 'LiveKit server, by its signalling alone, without media; host and operator by its RoomService',
    command: [process.execPath, inSources('livekit/signalling.mjs')],
  },
  {
    name: 'livekit-rtc',
    summary: 'LiveKit server with the SDK @livekit/rtc-node',
    command: [process.execPath, inSources('livekit/rtc.mjs')],
    // Its media cost some 60 ms of a processor a join.
    kept: { runs: 1, concurrency: 2 },
  },
  {
    name: 'livekit-client',
    summary: 'LiveKit server with the SDK livekit-client, in a page of Chromium that dials back',
    command: [process.execPath, inSources('livekit/client.mjs')],
    kept: { runs: 2, concurrency: 2 },
  },
  {
    name: 'colyseus',
    summary: 'Colyseus, a plain room of its own and the SDK @colyseus/sdk; a lost connection is a departure',
    command: [process.execPath, inSources('colyseus/main.mjs')],
  },
  {
    name: 'janus',
    summary: 'Janus, videoroom plugin, without media; operator by the Admin API; a lost connection is a departure',
    command: [process.execPath, inSources('janus/main.mjs')],
  },
  {
    name: 'janus-reclaim',
    summary: 'Janus, videoroom plugin: the session of a lost connection may be claimed for 3 s',
    command: [process.execPath, inSources('janus/main.mjs'), '--reclaim', '3'],
  },
  {
    name: 'mumble',
    summary: 'Mumble server (murmurd), by its protocol over TLS; rooms are temporary channels',
    command: [python, inSources('mumble/main.py')],
    kept: { runs: 4, concurrency: 8 },
  },
  {
    name: 'synapse',
    summary: 'Synapse, Matrix rooms by their member events; the operator by its admin API; no losses',
    command: [python, inSources('synapse/main.py')],
    kept: { runs: 4, concurrency: 4 },
  },
];

/** The system of this name. */
export const systemNamed = (name: string): KnownSystem | undefined => systems.find((system) => system.name === name);

/** Why a system cannot be driven from here, in a sentence; undefined where it can. */
export function absenceOf({ name, command: [, program = ''] }: KnownSystem): string | undefined {
  if (existsSync(program) || existsSync(program.replace(/\.js$/, '.ts'))) return undefined;
  return `The program that drives ${name} is not in the package: run the suite in a checkout of its repository.`;
}
