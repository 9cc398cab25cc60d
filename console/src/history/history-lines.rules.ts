import type { HistoryLine } from '../api.ts';

interface Moment {
  readonly date: string;
  readonly time: string;
}

/** What a line of the history tells. */
export type Told =
  | { readonly kind: 'status'; readonly from: string; readonly to: string; readonly reason: string }
  | { readonly kind: 'moved'; readonly from: Moment; readonly to: Moment; readonly reason: string }
  | { readonly kind: 'assigned'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'given'; readonly name: string }
  | { readonly kind: 'edited'; readonly fields: readonly string[] }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'noted'; readonly text: string };

const MOMENT = String.raw`(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?:\.\d+)?`;
const MOVED = new RegExp(`^Rescheduled from ${MOMENT} to ${MOMENT}(?:: (.*))?$`, 's');
const ASSIGNED = /^Assigned employee changed from (\S+) to (\S+)$/;
// As the predecessor told it.
const GIVEN = /^Assigned to (.+)$/;
const EDITED = /^Changed ([a-z_]+(?:, [a-z_]+)*)$/;

/** Reads a line; a text that is none of the service's own is a note of people. */
export function toldBy(line: HistoryLine): Told {
  const { previous_status, new_status, change_reason } = line;
  const reason = change_reason;
  if (previous_status !== new_status)
    return { kind: 'status', from: previous_status, to: new_status, reason };
  const moved = MOVED.exec(reason);
  if (moved) {
    const [, fromDate = '', fromTime = '', toDate = '', toTime = '', why = ''] = moved;
    const from = { date: fromDate, time: fromTime };
    return { kind: 'moved', from, to: { date: toDate, time: toTime }, reason: why };
  }
  const assigned = ASSIGNED.exec(reason);
  if (assigned) return { kind: 'assigned', from: somebody(assigned[1]), to: somebody(assigned[2]) };
  const given = GIVEN.exec(reason);
  if (given) return { kind: 'given', name: given[1] ?? '' };
  const edited = EDITED.exec(reason);
  if (edited) return { kind: 'edited', fields: (edited[1] ?? '').split(', ') };
  return reason === 'Deleted' ? { kind: 'deleted' } : { kind: 'noted', text: reason };
}

function somebody(id: string | undefined): string | null {
  return id === undefined || id === 'nobody' ? null : id;
}
