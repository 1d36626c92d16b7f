/** The server that a client under test meets: the suite's own, which can do what no server may. */
export { endpointOf } from './endpoint.js';
export { perform } from './perform.js';
export { PeerWorld, USUAL_ANNOUNCEMENT } from './world.js';
