// A CommonJS program, whose imports become calls of require().

import { create, toBinary } from '@bufbuild/protobuf';
import { cases } from 'adjourn/suite';
import { ParticipantLeftSchema, ReasonCode } from 'adjourn-types/es';

import plain = require('adjourn-types/ts-proto');

const bytes = toBinary(ParticipantLeftSchema, create(ParticipantLeftSchema, { participantId: 'bob' }));
if (plain.ParticipantLeft.decode(bytes).participantId !== 'bob') throw new Error('the two disagree');
if (ReasonCode.REMOVE_PEER !== 1002 || cases.length < 100) throw new Error(`${cases.length} cases`);
