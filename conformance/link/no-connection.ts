/** Why there is no connection to be had: what was found, and what may be done about it. */

export class NoConnection extends Error {
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
export function noConnection(
  url: string,
  subprotocol: string,
  error: Error & { readonly code?: string },
): NoConnection {
  const { code = '', message } = error;
  if (code === 'ECONNREFUSED')
    return new NoConnection(
      'refused',
      `nothing listens at ${url} (connection refused)`,
      'start the server, or give another address',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new NoConnection('refused', `the host of ${url} has no address`, 'correct the name, or give its number');
  if (message.includes('timed out')) return noUpgrade(url);
  if (code === 'EPROTO')
    return new NoConnection(
      'broken',
      `what listens at ${url} does not speak TLS`,
      'write ws:// instead of wss://, or let the server speak TLS',
    );
  if (/^CERT_|_CERT|_SIGNATURE$|^ERR_TLS/.test(code))
    return new NoConnection(
      'broken',
      `the certificate of ${url} is not trusted (${message || code})`,
      'name the certificate of its authority in the environment variable NODE_EXTRA_CA_CERTS',
    );
  const [, status] = /^Unexpected server response: (\d+)$/.exec(message) ?? [];
  if (status !== undefined)
    return new NoConnection(
      'other-answer',
      `${url} answers with HTTP ${status} where an upgrade to WebSocket is due`,
      `give the endpoint's path too, and see that it takes the subprotocol ${subprotocol}`,
    );
  if (message.includes('subprotocol'))
    return new NoConnection(
      'subprotocol',
      `${url} opens a WebSocket, but its answer does not name the subprotocol ${subprotocol}`,
      'let the server choose it, and every proxy in between pass it on',
    );
  return new NoConnection(
    'broken',
    `no WebSocket at ${url} (${message || code})`,
    'see that a WebSocket server listens there, with or without TLS as the address says',
  );
}

/** The error where something takes connections and never answers the upgrade. */
export const noUpgrade = (url: string): NoConnection =>
  new NoConnection(
    'no-upgrade',
    `no upgrade to a WebSocket at ${url}, where something takes connections and never answers`,
    'see that it is a WebSocket server, and that it is not stuck',
  );
