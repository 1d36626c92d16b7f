/** What is sent to a room, as text. */
import { xmlEscaped } from './xml.js';

/** The id of a join; requests have their number. */
export const JOIN = 'join';

/** Joins a room, without its history. */
export const joinStanza = (room: string, nick: string): string =>
  `<presence id='${JOIN}' to='${xmlEscaped(`${room}/${nick}`)}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`;

/** The room shows the id again to the leaver: so it is known which presence it answers. */
export const leaveStanza = (room: string, nick: string, id: number): string =>
  `<presence type='unavailable' id='${id}' to='${xmlEscaped(`${room}/${nick}`)}'/>`;

const iq = (type: 'get' | 'set', to: string, id: number, payload: string): string =>
  `<iq type='${type}' id='${id}' to='${xmlEscaped(to)}'>${payload}</iq>`;

/** Destroys the room. */
export const destroyStanza = (room: string, id: number): string =>
  iq('set', room, id, `<query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>`);

/** Kicks a nickname. */
export const kickStanza = (room: string, nick: string, id: number): string =>
  iq(
    'set',
    room,
    id,
    `<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='${xmlEscaped(nick)}' role='none'/></query>`,
  );

/**
 * The fence: a ping to one's own place in the room, which the room itself answers (XEP-0410). Prosody has one thread and hands a stanza
 * on to everybody whom it concerns before it takes up the next one, so the answer stands behind all that came before it.
 */
export const pingStanza = (room: string, nick: string, id: number): string =>
  iq('get', `${room}/${nick}`, id, `<ping xmlns='urn:xmpp:ping'/>`);

/** A request that nobody knows. */
export const nonsenseStanza = (room: string, id: number): string =>
  iq('set', room, id, `<query xmlns='urn:x-nonsense'/>`);
