/** A proxy in front of a server that changes one kind of presence: to see whether the judges notice, and by which clause. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { presenceEditor } from './presence-editor.js';

const isGone = (presence: string): boolean => presence.includes(`'unavailable'`) && !presence.includes(`/sentinel'`);
const isOwn = (presence: string): boolean => presence.includes(`code='110'`);
const isKick = (presence: string): boolean => presence.includes(`code='307'`);
const others = (presence: string): boolean => isGone(presence) && !isOwn(presence);

/** What becomes of a presence that one client is sent. */
type Fault = (presence: string) => string;

/** The faults that can be planted, by name. */
export const faults: Readonly<Record<string, Fault>> = {
  none: (presence) => presence,
  drops: (presence) => (others(presence) ? '' : presence),
  doubles: (presence) => (others(presence) ? presence + presence : presence),
  // A leave, which has no status, as a kick.
  invents: (presence) =>
    isGone(presence) && !isKick(presence) ? presence.replace('</x>', `<status code='307'/></x>`) : presence,
  // A kick as an end of the server.
  disagrees: (presence) => (others(presence) ? presence.replace(`code='307'`, `code='332'`) : presence),
};

/** Listens before the server, and changes what it sends. Gives the port. */
export async function plantFault(port: number, fault: Fault): Promise<number> {
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1').setEncoding('utf8');
    const edit = presenceEditor(fault);
    server.on('data', (text: string) => client.write(edit(text)));
    client.pipe(server);
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    for (const socket of [client, server]) socket.on('error', () => {});
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return (proxy.address() as AddressInfo).port;
}
