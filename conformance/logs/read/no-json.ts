/** What a line is that is no JSON, and what to do with it. */

/** The first line of an object or a list that is written over several lines. */
const opening = /^\s*[[{]\s*$/;
/** What programs write before what they are given to log is no longer than this. */
const LONGEST_PREFIX = 200;

/** The rest of a sentence that begins with the line: `is HTML, ...`. `first`: it is the first one of its log. */
export function noJson(line: string, first: boolean): string {
  if (opening.test(line)) return 'ends in the middle of its JSON: write one object a line';
  if (isBehindPrefix(line))
    return "has something before its JSON, as syslog and containers write it: `sed 's/^[^{]*//' FILE | adjourn judge -` judges what is behind it";
  return (first && asDocument(line)) || 'is no JSON';
}

function isBehindPrefix(line: string): boolean {
  const at = line.indexOf('{');
  return at > 0 && at <= LONGEST_PREFIX && line.slice(0, at).trim() !== '' && isJson(line.slice(at));
}

/** Whether it can be parsed. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What whole files are, that somebody may take for a log. */
function asDocument(line: string): string | undefined {
  const text = line.trim();
  const instead = 'a log has one JSON object a line (spec/log.md)';
  if (/^<(!doctype\s+html|html)\b/i.test(text)) return `is HTML, a page of the web: ${instead}`;
  if (/^<[?!a-z]/i.test(text)) return `is XML: ${instead}`;
  // Two separators at least, and words between them.
  const separator = /^"?[\w .-]+"?([,;\t])(?:[^{}[\]]*\1)/.exec(text)?.[1];
  if (separator !== undefined) return `is CSV, a table: ${instead}`;
  return undefined;
}
