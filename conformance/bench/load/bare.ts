/**
 * Run as a process of its own, the yardstick: a bare `ws` server that sends one message and a close frame to each
 * that is connected.
 */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => process.send?.({ port: (server.address() as { port: number }).port }));
server.on('connection', (socket) => {
  // A message of anybody's is sent to everybody. The first two bytes are the code of the close, the rest is the message.
  socket.on('message', (data: Buffer) => {
    const code = data.readUInt16BE(0);
    const message = data.subarray(2);
    for (const client of server.clients) {
      client.send(message, { binary: true });
      client.close(code);
    }
  });
});
process.on('message', () => process.send?.({ heap: process.memoryUsage().heapUsed }));
process.on('SIGTERM', () => process.exit(0));
// The process that started it is gone.
process.on('disconnect', () => process.exit(1));
