/** The library for testees, as this checkout has built it: `npm run build` comes first. */
export { allBut, Refused, runTestee, Unsupported } from '../../../dist/conformance/api/testee.js';
