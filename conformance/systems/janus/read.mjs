/** What a message of Janus tells a participant, by the words that are in it. */

/**
 * @typedef {(
 *   | { kind: 'joined', session: string, members: import('./stay.mjs').Member[] }
 *   | { kind: 'joining', member: import('./stay.mjs').Member }
 *   | { kind: 'unpublished', participant: string }
 *   | { kind: 'gone', participant: string, native: string }
 *   | { kind: 'over', native: string }
 * )} Event
 */

/**
 * Reads a message. Undefined where it tells of nobody's coming or going.
 * @param {import('./connection.mjs').Message} message @returns {Event | undefined}
 */
export function readEvent({ janus, plugindata }) {
  if (janus === 'timeout') return { kind: 'over', native: 'timeout' };
  // What comes as anything else is the answer to a request of its own, or no news of the plugin's.
  if (janus !== 'event' || !plugindata) return undefined;
  const { videoroom, description, attendees, joining, unpublished, leaving, kicked, reason } = plugindata.data;
  if (videoroom === 'joined') return { kind: 'joined', session: description, members: attendees.map(member) };
  if (videoroom === 'destroyed') return { kind: 'over', native: 'destroyed' };
  if (joining) return { kind: 'joining', member: member(joining) };
  if (unpublished !== undefined) return { kind: 'unpublished', participant: unpublished };
  if (kicked !== undefined) return { kind: 'gone', participant: kicked, native: 'kicked' };
  if (leaving === 'ok') return { kind: 'over', native: reason === undefined ? 'leaving' : `leaving, ${reason}` };
  if (leaving !== undefined) return { kind: 'gone', participant: leaving, native: 'leaving' };
  return undefined;
}

/** A display name is the id of a handle, and a role. @param {{ id: string, display: string }} one */
function member({ id, display }) {
  const [participation = '', role = ''] = display.split(' ');
  return { participant: id, participation, role };
}
