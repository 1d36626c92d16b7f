import { test } from 'vitest';
import { attendee, host } from '../exchange/index.js';
import { judge } from './index.js';
import { madeUp } from './made-up.js';

test('x', () => {
  const sums = new Map<string, number>();
  let recs = 0,
    t = 0;
  const hs = [];
  for (let s = 1; s < 2000; s++)
    hs.push(
      madeUp({
        seed: s,
        rounds: 15,
        seats: [host('ann'), host('hal'), attendee('bob'), attendee('phone', 'bob'), attendee('cid')],
        rooms: ['blue', 'red'],
        features: ['extended_codes', 'remove', 'room_order'],
        losses: 10,
      }),
    );
  for (const h of hs) {
    recs += h.records.length;
    const a = performance.now();
    const j = judge(h);
    t += performance.now() - a;
    for (const [c, n] of j.checks) sums.set(c, (sums.get(c) ?? 0) + n);
  }
  console.log(recs / hs.length, 'records', t / hs.length, 'ms', [...sums].map(([c, n]) => c + ' ' + n).join('\n'));
  const big = [];
  for (let s = 1; s < 400; s++)
    big.push(
      madeUp({
        seed: s,
        rounds: 45,
        seats: [host('ann'), attendee('bob'), attendee('cid'), host('hal')],
        rooms: ['blue'],
        features: ['extended_codes', 'remove', 'room_order'],
        losses: 2,
      }),
    );
  let b = performance.now();
  let r = 0,
    st = 0;
  for (const h of big) {
    judge(h);
    r += h.records.length;
    st += h.records.filter((x) => x.kind === 'sent').length;
  }
  b = performance.now();
  for (const h of big) judge(h);
  console.log('big', r / big.length, st / big.length, (performance.now() - b) / big.length, 'ms');
  for (const r of hs[7]!.records.slice(0, 60))
    console.log(
      r.kind === 'sent'
        ? `${r.seat}/${r.connection} > ${JSON.stringify(r.action)} ${r.target ?? ''}`
        : r.kind === 'seen'
          ? `${r.seat}/${r.connection} < ${JSON.stringify(r.observation)}`.slice(0, 200)
          : '',
    );
});
