import type { FaultEvent, Operation } from '../history/history.ts';

/** Everything a run leaves behind; the checker knows nothing else, and nothing of the service's code. */
export interface Evidence {
  readonly operations: readonly Operation[];
  readonly faults: readonly FaultEvent[];
  /** Microseconds since 1970 on the database's clock when the run's own clock stood at zero. */
  readonly startedAtMicros: number;
  readonly dump: Dump;
  /** What reached the services that are told, in the order of arrival. */
  readonly deliveries: readonly Delivery[];
  /** What the services that are asked have told about customers and cars. */
  readonly lookUps: readonly LookUp[];
}

/** The database at rest, as `to_jsonb` spells its rows. */
export interface Dump {
  /** What the run's own trigger saw, of committed transactions only. */
  readonly witness: readonly WitnessRow[];
  readonly appointments: readonly Fields[];
  readonly deleted: readonly Fields[];
  readonly audit: readonly AuditRow[];
  readonly lines: readonly LineRow[];
  readonly outbox: readonly OutboxRow[];
  readonly keys: readonly KeyRow[];
  /** What the service's sessions held in the best of several looks at rest. */
  readonly sessions: readonly SessionRow[];
}

/** One row of `appointments` or `time_slots` after a change (before it, when it was deleted). */
export interface WitnessRow {
  readonly sequence: number;
  readonly table: 'appointments' | 'time_slots';
  readonly kind: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly row: Fields | SlotFields;
  readonly transaction: string;
  /** Microseconds since 1970; the commits of transactions that exclude each other are in order. */
  readonly committedAt: number;
}

export interface Fields {
  readonly id: string;
  readonly customer_id: string;
  readonly vehicle_id: string;
  readonly assigned_employee_id: string | null;
  readonly appointment_type: string;
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes: number;
  readonly status: string;
  readonly service_description: string;
  readonly customer_notes: string;
  readonly internal_notes: string;
  readonly estimated_cost: number | null;
  readonly duration_seconds: number;
  readonly created_by_user_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly cancelled_at: string | null;
  readonly completed_at: string | null;
  readonly version: number;
}

export interface SlotFields {
  readonly id: string;
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly is_available: boolean;
  readonly max_concurrent_appointments: number;
  readonly version: number;
}

export interface AuditRow {
  readonly appointment_id: string;
  readonly sequence: number;
  readonly actions: readonly string[];
  readonly version: number;
  readonly actor_user_id: string | null;
  readonly actor_role: string | null;
  readonly channel: string;
  readonly request_id: string | null;
  readonly reason: string;
  readonly changes: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  /** The same as the database prints it, for the hash. */
  readonly changes_text: string;
  readonly transaction_id: string;
  readonly recorded_micros: string;
  readonly previous_hash: string | null;
  readonly hash: string;
}

export interface LineRow {
  readonly id: string;
  readonly appointment_id: string;
  readonly changed_by_user_id: string;
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
  readonly changed_at: string;
}

export interface OutboxRow {
  readonly id: string;
  readonly sequence: number;
  readonly appointment_id: string;
  readonly event: string;
  readonly channel: string;
  readonly recipient_user_id: string;
  readonly payload: unknown;
  readonly transaction_id: string;
  readonly delivered_at: string | null;
  readonly parked_at: string | null;
}

export interface KeyRow {
  readonly user_id: string;
  readonly operation: string;
  readonly key: string;
  readonly transaction_id: string;
}

export interface SessionRow {
  readonly pid: number;
  readonly state: string;
  readonly query: string;
  readonly locks: number;
}

export interface Delivery {
  readonly messageId: string;
  readonly channel: string;
  readonly payload: unknown;
  readonly at: number;
}

/** An answer of another service about a customer or a car. */
export interface LookUp {
  readonly kind: 'customer' | 'vehicle';
  readonly id: string;
  /** Whether it was an answer to rely on, with the truth in it. */
  readonly sound: boolean;
  readonly at: number;
}

/** Something that must never be, with the few entries of the evidence that show it. */
export interface Violation {
  readonly what: string;
  readonly witness: readonly unknown[];
}

/** What one invariant found, and in how many places it looked. */
export interface Finding {
  readonly checked: number;
  readonly violations: readonly Violation[];
}
