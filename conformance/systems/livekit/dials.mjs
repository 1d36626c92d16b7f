/** Frames that are waited for, and the lines by which they have dialled back. */

/** How long the page, and a frame, may take to dial back, in milliseconds. */
const DIAL_MS = 20_000;

/** @typedef {import('./pages.mjs').Line} Line */

/** Who is expected to dial, and who has, by the path that it dials. */
export class Dials {
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
