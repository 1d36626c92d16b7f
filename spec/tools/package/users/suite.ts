// Somebody who uses what the suite's package exports, with every strictness on.

import { fromBinary } from '@bufbuild/protobuf';
import { joinRoom, type Reason, type Room } from 'adjourn/client';
import { LeaveSchema } from 'adjourn/es';
import { baseConfig, type Config, idle, step } from 'adjourn/machine';
import { type Bench, runSuite, type SystemUnderTest, Unreachable, type World } from 'adjourn/suite';
import { Leave } from 'adjourn/ts-proto';

const config: Config = { ...baseConfig, remove: true, retain: 1024 };
const [server] = step(config, idle, {
  type: 'join',
  connection: 'c1',
  room: 'blue',
  participant: 'ann',
  role: 'host',
  access: 'granted',
  joinId: '',
  session: 's1',
  participation: 'p1',
  token: '',
});
const { blue } = server.rooms;
if (blue?.present.length !== 1) throw new Error(JSON.stringify(server));
if (fromBinary(LeaveSchema, Leave.encode({}).finish()).$typeName !== 'adjourn.v1.Leave') throw new Error('no Leave');

const room: Room = joinRoom({ url: 'ws://127.0.0.1:1', roomId: 'blue', participantId: 'ann' });
const told: Reason[] = [];
room.on('roomLeft', (reason) => told.push(reason));
await room.leave();
if (told.length !== 1) throw new Error(JSON.stringify(told));

// A system that nobody can reach, as a vendor would write one: the run has no verdict, and says why.
const nobodyThere: SystemUnderTest = {
  profile: {
    name: 'nobody',
    side: 'server',
    wire: false,
    features: [],
    resumeWindowMs: 0,
    tokens: false,
    slackMs: 250,
    unsupported: [],
    deviations: [],
  },
  async open(world: World): Promise<Bench> {
    throw new Unreachable(`nobody is there for ${world.id}`, 'write the rest');
  },
  async revive() {},
  async stop() {},
};
const asked = { target: 'nobody', seed: 1, cases: ['server/leave'], concurrency: 1, output: '.adjourn', runs: 1 };
const report = await runSuite(nobodyThere, asked, () => {});
if (report.exitCode !== 3 || !report.trouble.includes('nobody is there')) throw new Error(JSON.stringify(report));
