/** Why there is no connection to be had: what was found, and what may be done about it. */

export class NoLink extends Error {
  override readonly name = 'NoLink';

  constructor(
    readonly how: 'refused' | 'no-upgrade' | 'other-answer' | 'subprotocol' | 'broken',
    readonly found: string,
    readonly advice: string,
  ) {
    super(`${found}: ${advice}`);
  }
}

/** How a WebSocket library and the system below it complain, in words of our own. */
export function noLink(url: string, subprotocol: string, error: Error & { readonly code?: string }): NoLink {
  const { code = '', message } = error;
  if (code === 'ECONNREFUSED')
    return new NoLink(
      'refused',
      `nothing listens at ${url} (connection refused)`,
      'start the server, or give another address',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new NoLink('refused', `the host of ${url} has no address`, 'correct the name, or give its number');
  if (message.includes('timed out')) return noUpgrade(url);
  if (code === 'EPROTO')
    return new NoLink(
      'broken',
      `what listens at ${url} does not speak TLS`,
      'write ws:// instead of wss://, or let the server speak TLS',
    );
  if (/^CERT_|_CERT|_SIGNATURE$|^ERR_TLS/.test(code))
    return new NoLink(
      'broken',
      `the certificate of ${url} is not trusted (${message || code})`,
      'name the certificate of its authority in the environment variable NODE_EXTRA_CA_CERTS',
    );
  const [, status] = /^Unexpected server response: (\d+)$/.exec(message) ?? [];
  if (status !== undefined)
    return new NoLink(
      'other-answer',
      `${url} answers with HTTP ${status} where an upgrade to WebSocket is due`,
      `give the endpoint's path too, and see that it takes the subprotocol ${subprotocol}`,
    );
  if (message.includes('subprotocol'))
    return new NoLink(
      'subprotocol',
      `${url} opens a WebSocket, but its answer does not name the subprotocol ${subprotocol}`,
      'let the server choose it, and every proxy in between pass it on',
    );
  return new NoLink(
    'broken',
    `no WebSocket at ${url} (${message || code})`,
    'see that a WebSocket server listens there, with or without TLS as the address says',
  );
}

export const noUpgrade = (url: string): NoLink =>
  new NoLink(
    'no-upgrade',
    `no upgrade to a WebSocket at ${url}, where something takes connections and never answers`,
    'see that it is a WebSocket server, and that it is not stuck',
  );
