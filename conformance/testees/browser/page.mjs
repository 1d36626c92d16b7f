/**
 * A testee in a page, which dials back. Each world lives in a frame of its own, so that one can be unloaded like a page while the
 * others live on. Open it with `?testee=ws://...`, the address that the suite prints.
 */
import { drive } from '../typescript/drive.js';

const READY = { version: '1.0', name: 'adjourn/client, in a page', unsupported: [] };
const dialled = new URL(location.href).searchParams.get('testee');

/** In a frame: the clients of one world. */
function inside() {
  const take = drive((message) => parent.postMessage(message, location.origin));
  addEventListener('message', ({ data }) => take(data));
  parent.postMessage('loaded', location.origin);
}

/** In the page: hands each command to the frame of its world. */
function outside(address) {
  const socket = new WebSocket(address);
  const frames = new Map();
  const say = (message) => socket.send(JSON.stringify(message));

  function open(command) {
    const frame = document.createElement('iframe');
    frames.set(command.open.world, frame);
    addEventListener('message', function loaded({ source, data }) {
      if (source !== frame.contentWindow || data !== 'loaded') return;
      removeEventListener('message', loaded);
      frame.contentWindow?.postMessage(command, location.origin);
    });
    frame.src = location.pathname;
    document.body.append(frame);
  }

  function leave(world, id) {
    frames.get(world)?.remove();
    frames.delete(world);
    say({ id, done: {} });
  }

  addEventListener('message', ({ data }) => {
    if (data !== 'loaded') say(data);
  });
  socket.addEventListener('message', ({ data }) => {
    const command = JSON.parse(data);
    const { id, hello, act, settle, close } = command;
    const world = (act ?? settle ?? close)?.world;
    if (hello) say({ id, ready: READY });
    else if (command.open) open(command);
    else if (close || act?.action?.unload) leave(world, id);
    else if (frames.has(world)) frames.get(world)?.contentWindow?.postMessage(command, location.origin);
    else say({ id, [settle ? 'done' : 'unsupported']: {} });
  });
}

if (dialled === null) inside();
else outside(dialled);
