// The priority that syslog messages begin with, `<34>`: eight times the facility, plus the severity (RFC 5424 §6.2.1).
import type { FieldRecord } from './field-record.js';

/** The highest one: local7, debug. */
export const highestPriority = 191;

/** Adds the priority and its two parts as numbers, so that `severity <= 3` can be a condition; all null without one. */
export function addPriority(fields: FieldRecord, priority: number | null): void {
  fields.member('priority', priority);
  fields.member('facility', priority === null ? null : priority >> 3);
  fields.member('severity', priority === null ? null : priority & 7);
}
