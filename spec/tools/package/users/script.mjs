// The suite, called from a script.

import { cases, doctor, testServer } from 'adjourn/suite';

const server = { command: ['npx', 'adjourn', 'serve'] };
const { runs } = await doctor({ server });
const run = testServer(server, { cases: ['server/leave*'], runs: 3 });
let finished = 0;
for await (const event of run) if (event.kind === 'finished') finished += 1;
const { exitCode } = await run;
if (!runs || exitCode !== 0 || finished < 2 || cases.length < 100)
  throw new Error(JSON.stringify({ runs, exitCode, finished }));
