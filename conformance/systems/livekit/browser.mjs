/** A browser with a page that does what it is told: each world is a frame of it, which goes away with all that it has used. */
import { startChromium } from './chromium.mjs';
import { FrameStay } from './frame-stay.mjs';
import { servePages } from './pages.mjs';

/** How long the page, and a frame, may take to dial back, in milliseconds. */
const DIAL_MS = 20_000;

/** @typedef {import('./pages.mjs').Line} Line */

/** Who waits for a line, and which lines there are, by what they have dialled. */
class Exchange {
  /** @type {Map<string, { line: Promise<Line>, connect: (line: Line) => void }>} */
  #expected = new Map();

  /** @param {string} path @returns {Promise<Line>} */
  expect(path) {
    const known = this.#expected.get(path);
    if (known) return known.line;
    /** @type {(line: Line) => void} */
    let connect = () => {};
    const line = new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`the page has not dialled ${path} within ${DIAL_MS} ms`)),
        DIAL_MS,
      );
      late.unref();
      connect = (found) => {
        clearTimeout(late);
        resolve(found);
      };
    });
    line.catch(() => {});
    this.#expected.set(path, { line, connect });
    return line;
  }

  /** @param {string} path @param {Line} line */
  connect(path, line) {
    const expected = this.#expected.get(path);
    if (expected) expected.connect(line);
    else line.terminate();
  }

  /** @param {string} path */
  forget(path) {
    this.#expected.delete(path);
  }
}

/**
 * Starts it. What becomes of it later, unasked, is thrown: a testee without its page can tell nothing.
 */
export async function startBrowser() {
  const exchange = new Exchange();
  const pages = await servePages((path, line) => exchange.connect(path, line));
  const first = exchange.expect('/page');
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
      exchange.expect(`/world/${world}`);
      order({ open: world });
    },
    /** @param {string} world @param {import('./stay.mjs').Entrance} entrance */
    async enter(world, entrance) {
      const line = await exchange.expect(`/world/${world}`);
      await new FrameStay(line, entrance).enter();
    },
    /** Takes the frame of a world away. @param {string} world */
    close(world) {
      exchange.forget(`/world/${world}`);
      order({ close: world });
    },
    stop,
  };
}

/** @param {string} how */
function lost(how) {
  throw new Error(how);
}
