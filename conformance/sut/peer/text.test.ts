/** The peer over the subprotocol of text frames. */
import { afterEach, describe, expect, test } from 'vitest';
import { type ClientSpeech, encodeClientSpeech } from '../../link/client-codec.js';
import { SUBPROTOCOL, type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';
import { end, join, Stage } from './stage.test.helper.js';

afterEach(end);

describe('over text frames', () => {
  const leave: ClientSpeech = { kind: 'leave', request: 1, ack: 1 };

  test('anybody who asks for them alone is served', async () => {
    const stage = await Stage.open();
    const client = await stage.client(TEXT_SUBPROTOCOL);
    client.send(encodeClientSpeech(join(), TEXT_SUBPROTOCOL));
    await stage.until(() => client.seen.length === 1);
    stage.do({ kind: 'unknown', numbering: 'next' }, { kind: 'heartbeat' });
    client.send(encodeClientSpeech(leave, TEXT_SUBPROTOCOL));
    await stage.until(() => client.seen.includes('close 4101'));
    const unknown = 'a ServerMessage of an unknown kind';
    expect(client.seen).toEqual(['joined 1', unknown, 'heartbeat 0', 'roomLeft 3 1101', 'close 4101']);
  });

  test.each<readonly [string, Subprotocol | undefined, Subprotocol]>([
    ['binary frames, unless said otherwise', undefined, SUBPROTOCOL],
    ['what is preferred', TEXT_SUBPROTOCOL, TEXT_SUBPROTOCOL],
  ])('anybody who asks for both is given %s', async (_, preferred, chosen) => {
    const stage = await Stage.open(preferred);
    const other = chosen === SUBPROTOCOL ? TEXT_SUBPROTOCOL : SUBPROTOCOL;
    const client = await stage.client(chosen, other);
    client.send(encodeClientSpeech(join(), chosen));
    await stage.until(() => client.seen.length === 1);
    expect(client.seen).toEqual(['joined 1']);
  });

  test.each([
    ['a binary frame', Uint8Array.of(0x3a, 0), 1003],
    ['text that is no message', 'dance', 1007],
  ])('%s is closed over', async (_, frame, code) => {
    const stage = await Stage.open();
    const client = await stage.client(TEXT_SUBPROTOCOL);
    client.send(frame);
    await stage.until(() => client.seen.length === 1);
    expect(client.seen).toEqual([`close ${code}`]);
  });
});
