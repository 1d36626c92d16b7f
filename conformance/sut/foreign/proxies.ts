/** A TCP proxy for each seat, by which the suite takes the seat's connections away. */
import type { Action } from '../../exchange/scenario.js';
import type { SeatAddress } from '../../exchange/testee.js';
import { openTcpProxy, type ProxyAddress, type TcpProxy } from '../../link/proxy.js';

/** The proxies of one world. */
export interface Proxies {
  readonly addresses: readonly SeatAddress[];
  /** What is done to a connection; undefined for any other step. */
  deed(action: Action): (() => Promise<void>) | undefined;
  /** The seat comes anew: its network is as good as it was. */
  restore(seat: string): void;
  close(): Promise<void>;
}

/** One for each of the seats, before `upstream`. */
export async function openProxies(upstream: ProxyAddress, seats: readonly string[]): Promise<Proxies> {
  const opened = await Promise.all(seats.map(async (seat) => [seat, await openTcpProxy(upstream)] as const));
  const bySeat = new Map(opened);
  return {
    addresses: opened.map(([seat, { address }]) => ({ seat, address: `${address.host}:${address.port}` })),
    deed(action) {
      const proxy = bySeat.get(action.seat);
      return proxy && deedOf(action, proxy);
    },
    restore: (seat) => bySeat.get(seat)?.restore(),
    async close() {
      await Promise.all(opened.map(([, proxy]) => proxy.close()));
    },
  };
}

function deedOf(action: Action, proxy: TcpProxy): (() => Promise<void>) | undefined {
  switch (action.kind) {
    case 'cut':
      return async () => proxy.cut(action.how);
    case 'freeze':
      return async () => proxy.freeze();
    case 'heal':
      return () => proxy.heal();
    case 'delay':
      return async () => proxy.delay(action.ms);
    default:
      return undefined;
  }
}

/** Reads `host:port`; undefined where it is something else. */
export function readUpstream(text: string): ProxyAddress | undefined {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  return host === '' ? undefined : { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}
