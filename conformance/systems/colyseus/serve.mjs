/** The process of the server: Colyseus, on a free port of loopback. It ends with the program that has started it. */
import { Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { operate } from './operator.mjs';
import { roomClass } from './planting.mjs';

/** A connection that has not answered so many pings, one each so many milliseconds, is taken as lost at the next. */
const { PING_MS, PINGS, OPTIONS } = process.env;

process.on('disconnect', () => process.exit(0));
// It may have ended while this was loading.
if (!process.connected) process.exit(0);

const transport = new WebSocketTransport({ pingInterval: Number(PING_MS), pingMaxRetries: Number(PINGS) });
const server = new Server({ transport, greet: false, gracefullyShutdown: false });
server.define('meeting', roomClass(JSON.parse(OPTIONS ?? '{}'))).filterBy(['meeting']);
await server.listen(0, '127.0.0.1');

process.on('message', async ({ id, order }) => process.send?.({ id, refusal: await operate(order) }));
process.send?.({ port: transport.server.address().port });
