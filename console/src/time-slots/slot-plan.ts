import { api, entityTag, type TimeSlot } from '../api.ts';
import type { PreviewBody } from './slots.queries.ts';

export interface NewSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly is_available: boolean;
  readonly max_concurrent_appointments: number;
}

/** A change of slots that is about to be made, with the slots as they were seen. */
export type SlotPlan =
  | { readonly action: 'generate'; readonly start_date: string; readonly end_date: string }
  | { readonly action: 'create'; readonly slot: NewSlot }
  | {
      readonly action: 'change';
      readonly slots: readonly TimeSlot[];
      readonly edit: Partial<NewSlot>;
    }
  | { readonly action: 'delete'; readonly slots: readonly TimeSlot[] };

/** One request of a plan; those of several slots are made one after the other. */
export interface Step {
  readonly slot: TimeSlot | undefined;
  /** Answers how many slots it made, changed or removed. */
  readonly run: () => Promise<number>;
}

export function previewOf(plan: SlotPlan): PreviewBody {
  switch (plan.action) {
    case 'generate':
      return plan;
    case 'create':
      return { action: 'create', ...plan.slot };
    case 'change':
      return { action: 'change', slot_ids: idsOf(plan.slots), ...plan.edit };
    case 'delete':
      return { action: 'delete', slot_ids: idsOf(plan.slots) };
  }
}

export function stepsOf(plan: SlotPlan): Step[] {
  switch (plan.action) {
    case 'generate': {
      const { start_date, end_date } = plan;
      return [{ slot: undefined, run: () => generate({ start_date, end_date }) }];
    }
    case 'create':
      return [{ slot: undefined, run: () => create(plan.slot) }];
    case 'change':
      return plan.slots.map((slot) => ({ slot, run: () => edit(slot, plan.edit) }));
    case 'delete':
      return plan.slots.map((slot) => ({ slot, run: () => remove(slot) }));
  }
}

/** The plan for those of its slots that are left to do, as they are now; the others are dropped. */
export function planFor(plan: SlotPlan, left: readonly TimeSlot[]): SlotPlan {
  return plan.action === 'change' || plan.action === 'delete' ? { ...plan, slots: left } : plan;
}

export function slotsOf(plan: SlotPlan): readonly TimeSlot[] {
  return plan.action === 'change' || plan.action === 'delete' ? plan.slots : [];
}

function idsOf(slots: readonly TimeSlot[]): string[] {
  return slots.map(({ id }) => id);
}

async function generate(body: { start_date: string; end_date: string }): Promise<number> {
  const { data } = await api.POST('/api/v1/time-slots/bulk_create/', { body });
  return data?.count ?? 0;
}

async function create(body: NewSlot): Promise<number> {
  await api.POST('/api/v1/time-slots/', { body });
  return 1;
}

async function edit(slot: TimeSlot, body: Partial<NewSlot>): Promise<number> {
  await api.PATCH('/api/v1/time-slots/{id}/', { params: seen(slot), body });
  return 1;
}

async function remove(slot: TimeSlot): Promise<number> {
  await api.DELETE('/api/v1/time-slots/{id}/', { params: seen(slot) });
  return 1;
}

function seen({ id, version }: TimeSlot) {
  return { path: { id }, header: { 'If-Match': entityTag(version) } };
}
