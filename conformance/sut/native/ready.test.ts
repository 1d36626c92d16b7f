import { afterEach, expect, test } from 'vitest';
import { attendee, end, host, join, switchRoom } from '../../exchange/scenario.js';
import { accepted, joined, scripted } from '../../link/scripted.test.helper.js';
import { Stage } from './stage.test.helper.js';

const open: { stop(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

test('what needs a token, or a connection, is sent at the same time as what needs none', async () => {
  const target = await scripted(({ kind, requestId }, peer) => {
    if (kind.case === 'join') peer.say(1, joined(`p${peer.number}`));
    else peer.say(2, accepted, requestId);
  });
  let made = 0;
  let racing = false;
  const tokens = async () => {
    if (racing) throw new Error('a token was made while others were on their way already');
    made += 1;
    return `token ${made}`;
  };
  const { bench } = new Stage({ url: target.url, tokens }, [attendee('bob'), host('ann'), host('gus')]);
  open.push(target, { stop: () => bench.close() });
  await bench.act(join('bob'));
  await bench.act(join('ann'));
  const round = [switchRoom('bob', 'green'), join('gus'), end('ann')];
  await bench.ready(round);
  racing = true;
  await Promise.all(round.map((action) => bench.act(action)));
  expect(
    target.heard
      .map(({ message }) => message.kind.case)
      .slice(-3)
      .sort(),
  ).toEqual(['end', 'join', 'switchRoom']);
  expect(made).toBe(4);
  // Each is for one use.
  racing = false;
  await bench.act(switchRoom('bob', 'green'));
  expect(made).toBe(5);
});
