/** A browser with a page that does what it is told: each world is a frame of it, which goes away with all that it has used. */
import { startChromium } from './chromium.mjs';
import { Dials } from './dials.mjs';
import { servePages } from './pages.mjs';
import { RemoteStay } from './remote-stay.mjs';

/** @typedef {import('./pages.mjs').Line} Line */

/**
 * Starts it. What becomes of it later, unasked, is thrown: a testee without its page can tell nothing.
 */
export async function startBrowser() {
  const dials = new Dials();
  const pages = await servePages((path, line) => dials.connect(path, line));
  const first = dials.expect('/page');
  const chromium = await startChromium(`http://${pages.address}/index.html`, lost).catch((error) => {
    pages.stop();
    throw error;
  });
  const stop = async () => {
    page?.off('close', closed);
    pages.stop();
    await chromium.stop();
  };
  /** @type {Line | undefined} */
  let page;
  const closed = () => lost('the page has hung up');
  try {
    page = await first;
  } catch (error) {
    await stop();
    throw error;
  }
  page.once('close', closed);
  const order = (/** @type {object} */ what) => page?.send(JSON.stringify(what));
  return {
    pid: chromium.pid,
    /** Makes the frame of a world. @param {string} world */
    open(world) {
      dials.expect(`/world/${world}`);
      order({ open: world });
    },
    /** @param {string} world @param {import('./stay.mjs').Entrance} entrance */
    async enter(world, entrance) {
      const line = await dials.expect(`/world/${world}`);
      const { address, token, options } = entrance;
      await new RemoteStay(line, entrance, { url: `ws://${address}`, token, news: options.news }).enter();
    },
    /** Takes the frame of a world away. @param {string} world */
    close(world) {
      dials.forget(`/world/${world}`);
      order({ close: world });
    },
    stop,
  };
}

/** @param {string} how */
function lost(how) {
  throw new Error(how);
}
