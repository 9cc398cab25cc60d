import { type Actor, isStaff } from '../platform/actor.ts';
import { visibleChanges } from './audited-changes.rules.ts';
import type { HistoryLine } from './history.schemas.ts';
import type { AuditedLine } from './history.store.ts';

/** A line as this reader may see it. */
export function presentLine(line: AuditedLine, reader: Pick<Actor, 'role'>): HistoryLine {
  return {
    id: line.id,
    appointment_id: line.appointment_id,
    changed_by_user_id: line.changed_by_user_id,
    previous_status: line.previous_status,
    new_status: line.new_status,
    change_reason: line.change_reason,
    changed_at: line.changed_at,
    version: line.version,
    actor_role: line.actor_role,
    channel: line.channel,
    request_id: line.request_id,
    changes: visibleChanges(line.changes, { staff: isStaff(reader) }),
  };
}
