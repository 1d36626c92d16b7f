import { createInterface } from 'node:readline';
export class Refused extends Error {
  constructor(why, native) {
    super(why);
    this.native = native;
  }
}
export class Unable extends Error {}
export async function runTestee(t) {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const say = (m) => write(`${JSON.stringify(m)}\n`);
  const ready = await t.ready();
  const worlds = new Map();
  const finish = async () => {
    await t.stop?.();
    process.exit(0);
  };
  process.once('SIGTERM', finish);
  process.once('SIGINT', finish);
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const { id, hello, open, act, settle, close } = JSON.parse(line);
      if (hello) return say({ id, ready });
      if (open) {
        const w = open.world;
        worlds.set(
          w,
          t.world(open, (seat, event) => worlds.has(w) && say({ told: { world: w, seat, event } })),
        );
        return say({ id, done: {} });
      }
      if (settle) return say({ id, done: {} });
      if (close) {
        worlds.get(close.world)?.close?.();
        worlds.delete(close.world);
        return say({ id, done: {} });
      }
      if (!act) return say({ id, unsupported: {} });
      const { seat, ...kinds } = act.action;
      const [kind, what] = Object.entries(kinds)[0] ?? [];
      const call = worlds.get(act.world)?.calls[kind];
      if (!call) return say({ id, unsupported: {} });
      (async () => call(seat, what))().then(
        () => say({ id, done: {} }),
        (e) =>
          say({
            id,
            ...(e instanceof Refused
              ? { refused: { why: e.message, native: e.native } }
              : e instanceof Unable
                ? { unsupported: {} }
                : { broken: { why: String(e) } }),
          }),
      );
    })
    .once('close', finish);
}
