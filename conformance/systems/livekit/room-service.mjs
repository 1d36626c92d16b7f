/** LiveKit's RoomService: Twirp, as JSON over HTTP. It is how a host removes and ends, and how an application's back end does. */

/** The service said no. `native` is its own word. */
export class Refusal extends Error {
  /** @param {string} native @param {string} why */
  constructor(native, why) {
    super(why);
    this.native = native;
  }
}

/**
 * Calls a method, and gives its answer. Rejects with a {@link Refusal} where the service refuses it.
 * @param {string} address Host and port.
 * @param {string} method
 * @param {object} body
 * @param {string | undefined} token
 */
export async function callRoomService(address, method, body, token) {
  const response = await fetch(`http://${address}/twirp/livekit.RoomService/${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const { native, message } = errorOf(text, response.status);
  const named = token === undefined ? `${native}, without a token` : native;
  throw new Refusal(named, `${method} is refused: ${response.status}, ${message}`);
}

/**
 * An error of Twirp's is JSON with a code; what is refused ahead of Twirp is a line of text, of which the first words are kept:
 * behind them it repeats the token.
 * @param {string} text @param {number} status
 */
function errorOf(text, status) {
  try {
    const { code, msg } = JSON.parse(text);
    return { native: String(code), message: `${code}: ${msg}` };
  } catch {
    const [words = ''] = text.trim().split(':');
    return { native: words === '' ? `status ${status}` : words, message: words };
  }
}
