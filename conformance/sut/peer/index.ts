/** The server that a client under test meets: the suite's own, which can do what no server may. */
export { perform } from './deeds.js';
export { PeerWorld, USUAL } from './world.js';
