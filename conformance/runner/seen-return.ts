/** A client that came back to a world after it was closed, as the run keeps it until its end. */
import type { Case } from '../cases/case.js';
import type { Scenario } from '../exchange/scenario.js';
import type { Return } from '../sut/system.js';

/** A return after the world of this scenario was closed. */
export interface SeenReturn extends Return {
  readonly one: Case;
  readonly scenario: Scenario;
  /** Its number among the case's scenarios, which were drawn with this seed. */
  readonly index: number;
  readonly seed: number;
  /** The machine had so much else to do that the call may have been under way since before the end. */
  readonly inDoubt: boolean;
}
