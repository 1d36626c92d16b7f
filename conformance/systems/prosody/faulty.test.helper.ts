/** A program as main.ts is, with a proxy between the clients and Prosody that changes one kind of stanza: to see whether it is found. */
import { runTestee } from '../../testees/kit/index.js';
import { faults, plantFault } from '../xmpp/planting.js';
import { prosody } from './prosody.js';

const [, , name = ''] = process.argv;
const fault = faults[name];
if (!fault) throw new Error(`no fault "${name}"; there are ${Object.keys(faults).join(', ')}`);
await runTestee(prosody({ resumeSeconds: 0, between: (port) => plantFault(port, fault) }));
