/**
 * The lives that are explored: each turns on a part of what a client may meet, so that all of them together are small.
 */
import { defaultClientConfig } from '../config.js';
import type { ClientScope } from './world.js';

const small: Omit<ClientScope, 'name'> = {
  // Two messages are many.
  config: { ...defaultClientConfig, ackEvery: 2 },
  asks: [],
  leaves: 1,
  goodbyes: false,
  connections: 2,
  resumeWindowMs: 5_000,
  heartbeatTimeoutMs: 0,
  company: false,
};

/** The worlds that are explored. */
export const clientScopes: readonly ClientScope[] = [
  { ...small, name: 'getting in, again and again', asks: ['end'], connections: 3 },
  { ...small, name: 'others come and go', company: true, heartbeatTimeoutMs: 1_000, leaves: 0 },
  { ...small, name: 'removing, and becoming a viewer', asks: ['remove', 'changeMode'] },
  { ...small, name: 'going away in every way', asks: ['end'], goodbyes: true },
  { ...small, name: 'switching twice, and removing', asks: ['switchRoom', 'switchRoom', 'remove'], leaves: 0 },
  { ...small, name: 'switching, with somebody there', asks: ['switchRoom'], company: true },
  { ...small, name: 'switching, and ending', asks: ['switchRoom', 'end'], leaves: 0 },
  { ...small, name: 'switching, and going away', asks: ['switchRoom'], heartbeatTimeoutMs: 1_000, goodbyes: true },
  { ...small, name: 'no resumption', asks: ['switchRoom', 'changeMode'], resumeWindowMs: 0, leaves: 2 },
];
