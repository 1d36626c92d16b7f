/** A program as main.ts is, with a proxy between the clients and Prosody that changes one kind of stanza: to see whether it is found. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { runTestee } from '../../testees/kit/index.js';
import { presenceEditor } from './presence-editor.test.helper.js';
import { prosody } from './prosody.js';

const isGone = (presence: string): boolean => presence.includes(`'unavailable'`) && !presence.includes(`/sentinel'`);
const isOwn = (presence: string): boolean => presence.includes(`code='110'`);
const isKick = (presence: string): boolean => presence.includes(`code='307'`);
const others = (presence: string): boolean => isGone(presence) && !isOwn(presence);

/** What becomes of a presence that one client is sent. */
const faults: Readonly<Record<string, (presence: string) => string>> = {
  none: (presence) => presence,
  drops: (presence) => (others(presence) ? '' : presence),
  doubles: (presence) => (others(presence) ? presence + presence : presence),
  // A leave, which has no status, as a kick.
  invents: (presence) =>
    isGone(presence) && !isKick(presence) ? presence.replace('</x>', `<status code='307'/></x>`) : presence,
  // A kick as a lost connection.
  disagrees: (presence) => (others(presence) ? presence.replace(`code='307'`, `code='333'`) : presence),
};

/** Listens before Prosody, and changes what Prosody sends. */
async function between(port: number, fault: (presence: string) => string): Promise<number> {
  const server = createServer((client) => {
    const prosodys = connect(port, '127.0.0.1').setEncoding('utf8');
    const edit = presenceEditor(fault);
    prosodys.on('data', (text: string) => client.write(edit(text)));
    client.pipe(prosodys);
    prosodys.on('close', () => client.destroy());
    client.on('close', () => prosodys.destroy());
    for (const socket of [client, prosodys]) socket.on('error', () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const [, , name = ''] = process.argv;
const fault = faults[name];
if (!fault) throw new Error(`no fault "${name}"; there are ${Object.keys(faults).join(', ')}`);
await runTestee(prosody({ resumeSeconds: 0, between: (port) => between(port, fault) }));
