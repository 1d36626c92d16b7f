/** Changes the presences in a stream of XML that comes in pieces, and nothing else. */

const WHOLE = /<presence\b(?:[^>]*\/>|[\s\S]*?<\/presence>)/g;

/** A function that takes pieces of a stream, and gives what is to be passed on. A presence that is not whole yet is kept. */
export function presenceEditor(edit: (presence: string) => string): (text: string) => string {
  let kept = '';
  return (text) => {
    const all = kept + text;
    const end = endOfWhole(all);
    kept = all.slice(end);
    return all.slice(0, end).replaceAll(WHOLE, edit);
  };
}

/** How much of a text can be passed on: not the beginning of a presence, nor half a tag, which may be one. */
function endOfWhole(text: string): number {
  const tag = text.lastIndexOf('<');
  const whole = text.indexOf('>', tag) < 0 && tag >= 0 ? tag : text.length;
  const begin = text
    .slice(0, whole)
    .replaceAll(WHOLE, (presence) => ' '.repeat(presence.length))
    .indexOf('<presence');
  return begin < 0 ? whole : begin;
}
