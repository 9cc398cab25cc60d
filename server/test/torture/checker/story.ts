import type { Call, Operation, OperationName, Phase } from '../history/history.ts';
import type {
  AuditRow,
  Delivery,
  Evidence,
  Fields,
  KeyRow,
  LineRow,
  LookUp,
  OutboxRow,
  SlotFields,
  WitnessRow,
} from './evidence.ts';
import { hashOf } from './invariants/audit.ts';
import { ADMIN, AMY, DAY } from './story-people.ts';
import { actionsOf, differences, linesOf, messagesOf, newFields, pick } from './story-rows.ts';
import { REQUEST_PREFIX } from './timeline.ts';

/** Small evidence written by hand: what a faultless service would have left behind. */
export interface Story {
  /** Books and answers 201; the answer is the booking's id. */
  book(wish?: Partial<Fields> & { readonly key?: string }): string;
  /** Changes an appointment and answers 200. */
  change(id: string, name: OperationName, fields: Partial<Fields>, ask?: Partial<Call>): void;
  remove(id: string): void;
  slot(slot?: Partial<SlotFields>): string;
  changeSlot(id: string, fields: Partial<SlotFields>): void;
  /** A request that changes nothing, answered with this JSON. */
  ask(ask: Partial<Call> & { readonly operation: OperationName }, answered: Answered): Operation;
  /** The body that a member of staff is shown of an appointment just now. */
  body(id: string): object;
  evidence(): Evidence;
}

interface Answered {
  readonly status: number;
  readonly json?: unknown;
  readonly code?: string;
  readonly version?: number;
  readonly replayed?: boolean;
  readonly phase?: Phase;
}

const BEGUN_MICROS = 1_900_000_000_000_000;
const SECOND_NS = 1_000_000_000;

/** Begins an empty story; each event takes a second. */
export function tellStory(): Story {
  const operations: Operation[] = [];
  const witness: WitnessRow[] = [];
  const rows = new Map<string, Fields>();
  const deleted: Fields[] = [];
  const slots = new Map<string, SlotFields>();
  const audit: AuditRow[] = [];
  const lines: LineRow[] = [];
  const outbox: OutboxRow[] = [];
  const keys: KeyRow[] = [];
  const deliveries: Delivery[] = [];
  const lookUps: LookUp[] = [];
  let seconds = 0;
  const stamp = (): string => new Date(BEGUN_MICROS / 1_000 + seconds * 1_000).toISOString();

  function ask(asked: Partial<Call>, answered: Answered): Operation {
    seconds += 1;
    const { status, json, code = null, version = null, replayed = false } = answered;
    const operation: Operation = {
      epoch: 0,
      caller: ADMIN,
      operation: 'read_one',
      method: 'GET',
      path: '/',
      target: null,
      body: null,
      key: null,
      ifMatch: null,
      ...asked,
      index: operations.length,
      process: `as ${(asked.caller ?? ADMIN).id}`,
      phase: answered.phase ?? 'load',
      at: (seconds - 0.4) * SECOND_NS,
      returned: (seconds + 0.4) * SECOND_NS,
      outcome: status < 300 ? 'ok' : status < 500 ? 'fail' : 'info',
      ...{ status, code, version, replayed },
      text: json === undefined ? '' : JSON.stringify(json),
      answer: json,
    };
    operations.push(operation);
    return operation;
  }

  function commit(id: string, kind: WitnessRow['kind'], by: Operation, after: Fields | null): void {
    const before = rows.get(id) ?? null;
    const transaction = String(1_000 + witness.length);
    const row = after ?? before;
    if (row === null) throw new Error('The story deletes what is not there.');
    const committedAt = BEGUN_MICROS + seconds * 1_000_000;
    witness.push({
      sequence: witness.length,
      table: 'appointments',
      kind,
      row,
      transaction,
      committedAt,
    });
    if (after === null) {
      rows.delete(id);
      deleted.push({ ...row, version: row.version + 1 });
    } else rows.set(id, after);
    const version = after?.version ?? row.version + 1;
    audit.push(entryOf({ id, version, before, after, by, transaction }));
    keys.push({
      user_id: by.caller.id,
      operation: by.operation,
      key: by.key ?? `made-${transaction}`,
      transaction_id: transaction,
    });
    for (const event of messagesOf(before, after)) announce(id, event, row, transaction);
    for (const [from, to] of linesOf(before, after))
      lines.push({
        id: `line-${lines.length}`,
        appointment_id: id,
        changed_by_user_id: by.caller.id,
        previous_status: from,
        new_status: to,
        change_reason: '',
        changed_at: stamp(),
      });
  }

  function announce(id: string, event: string, row: Fields, transaction: string): void {
    const message = {
      id: `message-${outbox.length}`,
      sequence: outbox.length + 1,
      payload: { data: { event, ...pick(row) } },
    };
    outbox.push({
      ...message,
      appointment_id: id,
      ...{ event, channel: 'customer', recipient_user_id: row.customer_id },
      ...{ transaction_id: transaction, delivered_at: stamp(), parked_at: null },
    });
    const { id: messageId, payload } = message;
    deliveries.push({ messageId, channel: 'customer', payload, at: seconds * SECOND_NS });
  }

  function entryOf(step: {
    id: string;
    version: number;
    before: Fields | null;
    after: Fields | null;
    by: Operation;
    transaction: string;
  }): AuditRow {
    const { id, version, before, after, by, transaction } = step;
    const chain = audit.filter(({ appointment_id }) => appointment_id === id);
    const changes = differences(before, after);
    const entry: AuditRow = {
      appointment_id: id,
      sequence: chain.length + 1,
      actions: actionsOf(before, after, Object.keys(changes)),
      version,
      actor_user_id: by.caller.id,
      actor_role: by.caller.role,
      channel: 'api',
      request_id: `${REQUEST_PREFIX}${by.index}`,
      reason: '',
      changes,
      changes_text: JSON.stringify(changes),
      transaction_id: transaction,
      recorded_micros: String(BEGUN_MICROS + seconds * 1_000_000),
      previous_hash: chain.at(-1)?.hash ?? null,
      hash: '',
    };
    return { ...entry, hash: hashOf(entry) };
  }

  const body = (id: string): object => {
    const { version: _, ...fields } = known(rows.get(id));
    return fields;
  };

  return {
    ask,
    body,
    book({ key, ...wish } = {}) {
      const id = `appointment-${rows.size + deleted.length}`;
      const caller = { id: wish.customer_id ?? AMY.id, role: 'customer' } as const;
      seconds += 1;
      const fields = newFields(id, caller.id, stamp(), wish);
      seconds -= 1;
      const { version: _, ...shown } = fields;
      const operation = ask(
        {
          ...{ operation: 'create', method: 'POST', path: '/appointments/', caller },
          key: key ?? null,
          body: { ...wish, ...pick(fields) },
        },
        {
          status: 201,
          json: {
            ...shown,
            internal_notes: '',
            customer_name: `${caller.id} in period ${Math.floor(seconds / 5)}`,
          },
          version: 1,
        },
      );
      const at = seconds * SECOND_NS;
      lookUps.push({ kind: 'customer', id: fields.customer_id, sound: true, at });
      lookUps.push({ kind: 'vehicle', id: fields.vehicle_id, sound: true, at });
      commit(id, 'INSERT', operation, fields);
      return id;
    },
    change(id, name, fields, asked = {}) {
      const before = known(rows.get(id));
      seconds += 1;
      const after = { ...before, ...fields, updated_at: stamp(), version: before.version + 1 };
      seconds -= 1;
      const { version, ...shown } = after;
      const operation = ask(
        {
          ...{ operation: name, method: 'POST', path: `/appointments/${id}/${name}/`, target: id },
          ...asked,
        },
        { status: 200, json: { appointment: shown }, version },
      );
      commit(id, 'UPDATE', operation, after);
    },
    remove(id) {
      const asked = {
        operation: 'delete',
        method: 'DELETE',
        path: `/appointments/${id}/`,
      } as const;
      commit(id, 'DELETE', ask({ ...asked, target: id }, { status: 204 }), null);
    },
    slot(slot = {}) {
      const id = `slot-${slots.size}`;
      const row: SlotFields = {
        ...{ id, date: DAY, start_time: '10:00:00', end_time: '11:00:00' },
        ...{ is_available: true, max_concurrent_appointments: 2, version: 1, ...slot },
      };
      slots.set(id, row);
      slotCommit('INSERT', row);
      return id;
    },
    changeSlot(id, fields) {
      const before = known(slots.get(id));
      const row = { ...before, ...fields, version: before.version + 1 };
      slots.set(id, row);
      const asked = {
        operation: 'slot_limit',
        method: 'PATCH',
        path: `/time-slots/${id}/`,
      } as const;
      ask({ ...asked, target: id }, { status: 200, json: row, version: row.version });
      slotCommit('UPDATE', row);
    },
    evidence: () => ({
      operations: [...operations],
      faults: [],
      startedAtMicros: BEGUN_MICROS,
      dump: {
        witness: [...witness],
        appointments: [...rows.values()],
        deleted: [...deleted],
        audit: [...audit],
        lines: [...lines],
        outbox: [...outbox],
        keys: [...keys],
        sessions: [{ pid: 1, state: 'idle', query: 'commit', locks: 0 }],
      },
      deliveries: [...deliveries],
      lookUps: [...lookUps],
    }),
  };

  function slotCommit(kind: WitnessRow['kind'], row: SlotFields): void {
    const committedAt = BEGUN_MICROS + seconds * 1_000_000;
    const sequence = witness.length;
    const transaction = String(1_000 + sequence);
    witness.push({ sequence, table: 'time_slots', kind, row, transaction, committedAt });
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The story does not know it.');
  return value;
}
