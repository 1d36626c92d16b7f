// The browser's entry: one file without a trace of Node, which a page can load; and what it does when the page goes away.

import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { joined } from '../server/client-peer.test.helper.js';
import { Stage, Watched } from '../server/client-stage.test.helper.js';
import type { joinRoom } from './browser.js';

const entry = fileURLToPath(new URL('browser.ts', import.meta.url));

async function bundled() {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'adjourn' });
  return output;
}

let output: Awaited<ReturnType<typeof bundled>>;
beforeAll(async () => {
  output = await bundled();
});

const stage = new Stage();
afterEach(() => stage.end());

/** A page with as much of a browser as the client asks for. */
function page() {
  const hides = new Set<() => void>();
  const sockets: WebSocket[] = [];
  class Socket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { perMessageDeflate: false });
      sockets.push(this);
    }
  }
  const globals = {
    WebSocket: Socket,
    addEventListener: (_: 'pagehide', listener: () => void) => hides.add(listener),
    removeEventListener: (_: 'pagehide', listener: () => void) => hides.delete(listener),
    ...{ crypto, btoa, queueMicrotask, setTimeout, clearTimeout, TextEncoder, TextDecoder, ArrayBuffer, Uint8Array },
  };
  const [chunk] = output;
  const context = createContext(globals);
  runInContext(`${chunk.code}; globalThis.adjourn = adjourn;`, context);
  const { adjourn } = context as unknown as { adjourn: { joinRoom: typeof joinRoom } };
  return { joinRoom: adjourn.joinRoom, hides, sockets };
}

test('is one file that imports nothing', () => {
  expect(output).toHaveLength(1);
  const [{ imports, dynamicImports, code }] = output;
  expect([...imports, ...dynamicImports]).toEqual([]);
  expect(code.match(/\bnode:[a-z]+|\brequire\(|\bBuffer\b/g)).toBeNull();
});

describe('in a page', () => {
  test('joins, and leaves', async () => {
    const { url } = await stage.serve();
    const { joinRoom, sockets, hides } = page();
    const ann = new Watched(joinRoom({ url, roomId: 'blue', participantId: 'ann' }), sockets);
    await ann.first('joined');
    expect(hides.size).toBe(1);
    await ann.room.leave();
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
    expect(hides.size).toBe(0);
  });

  test('a page that is unloaded closes with 4101, and fires nothing while it goes', async () => {
    const peer = await stage.peer();
    const { joinRoom, sockets, hides } = page();
    const ann = new Watched(joinRoom({ url: peer.url, roomId: 'blue', participantId: 'ann' }), sockets);
    const line = await peer.line(1);
    await line.hears('join');
    line.say(joined(), 1);
    await ann.first('joined');
    for (const hide of hides) hide();
    expect(ann.all('roomLeft')).toEqual([]);
    expect(await line.closed()).toBe(4101);
    expect(line.heard.map(({ kind }) => kind?.$case)).toEqual(['join']);
  });
});
