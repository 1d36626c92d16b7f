/** What is sent to a room, as text. */
import { xmlEscaped } from './xml.js';

/** Joins a room, without its history. */
export const joinStanza = (room: string, nick: string): string =>
  `<presence id='join' to='${xmlEscaped(`${room}/${nick}`)}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`;

/** Leaves a room. */
export const leaveStanza = (room: string, nick: string): string =>
  `<presence type='unavailable' id='leave' to='${xmlEscaped(`${room}/${nick}`)}'/>`;

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

/** Makes accounts members of the room. */
export const membersStanza = (room: string, accounts: readonly string[], id: number): string => {
  const items = accounts.map((account) => `<item affiliation='member' jid='${xmlEscaped(account)}'/>`);
  return iq('set', room, id, `<query xmlns='http://jabber.org/protocol/muc#admin'>${items.join('')}</query>`);
};

/** Opens the room to members alone, or to everybody again. */
export const membersOnlyStanza = (room: string, only: boolean, id: number): string => {
  const field = (name: string, value: string) => `<field var='${name}'><value>${value}</value></field>`;
  const fields = field('FORM_TYPE', ROOM_CONFIG) + field('muc#roomconfig_membersonly', only ? '1' : '0');
  const form = `<x xmlns='jabber:x:data' type='submit'>${fields}</x>`;
  return iq('set', room, id, `<query xmlns='http://jabber.org/protocol/muc#owner'>${form}</query>`);
};

const ROOM_CONFIG = 'http://jabber.org/protocol/muc#roomconfig';

/** A ping to one's own place in the room, which the room itself answers (XEP-0410), behind all that came before it. */
export const pingStanza = (room: string, nick: string, id: number): string =>
  iq('get', `${room}/${nick}`, id, `<ping xmlns='urn:xmpp:ping'/>`);

/** A ping to the server itself. */
export const serverPingStanza = (host: string, id: number): string =>
  iq('get', host, id, `<ping xmlns='urn:xmpp:ping'/>`);

/** The answer to a ping. */
export const pongStanza = ({ from = '', id = '' }: Readonly<Record<string, string>>): string =>
  `<iq type='result' id='${xmlEscaped(id)}' to='${xmlEscaped(from)}'/>`;

/** A request that nobody knows. */
export const nonsenseStanza = (room: string, id: number): string =>
  iq('set', room, id, `<query xmlns='urn:x-nonsense'/>`);
