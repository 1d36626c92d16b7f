/** A report for programs: one JSON document, in the ProtoJSON form of adjourn.testing.v1.Report. */
import { reports } from '../exchange/codec.js';
import type { Report } from '../exchange/index.js';

export const renderJson = (report: Report): string => `${JSON.stringify(reports.toJson(report), null, 2)}\n`;
