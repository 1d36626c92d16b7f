// The suite as tests of Node's own runner.

import { describeServer } from 'adjourn/node-test';

const server = { command: ['npx', 'adjourn', 'serve'] };
describeServer('a server', server, { cases: ['server/leave', 'server/end-by-host'], runs: 3 });
