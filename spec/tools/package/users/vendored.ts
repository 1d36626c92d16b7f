// Somebody who vendors the types alone, with both generators and every strictness on.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  type End,
  type Leave,
  LeaveSchema,
  type ParticipantLeft,
  ParticipantLeftSchema,
  ReasonCode,
} from 'adjourn-types/es';
import { ReportSchema } from 'adjourn-types/es/testing';
import * as plain from 'adjourn-types/ts-proto';
import { Report } from 'adjourn-types/ts-proto/testing';

const leave: Leave = create(LeaveSchema);
const ends: End[] = [];
const reason = { code: ReasonCode.MANUAL_LEAVE_CALLED, message: '' };
const left: ParticipantLeft = create(ParticipantLeftSchema, { participantId: 'bob', participationId: 'p1', reason });
const again: plain.ParticipantLeft = plain.ParticipantLeft.decode(toBinary(ParticipantLeftSchema, left));
const plainLeave: plain.Leave = plain.Leave.create();
const plainEnd: plain.End = plain.End.create();
if (again.reason?.code !== plain.ReasonCode.REASON_CODE_MANUAL_LEAVE_CALLED) throw new Error('the two disagree');
const bytes = plain.ParticipantLeft.encode(again).finish();
if (fromBinary(ParticipantLeftSchema, bytes).participantId !== 'bob') throw new Error('lost');
const report = fromBinary(ReportSchema, Report.encode(Report.create()).finish());
if (ends.length > 0 || `${leave.$typeName} ${report.$typeName}` !== 'adjourn.v1.Leave adjourn.testing.v1.Report')
  throw new Error(JSON.stringify({ plainLeave, plainEnd }));
