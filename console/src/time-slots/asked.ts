import type { TimeSlot } from '../api.ts';
import type { Words } from '../words/words.ts';
import type { SlotPlan } from './slot-plan.ts';

/** What is to be done with slots: a plan that is clear, or a form that asks for the rest. */
export interface Asked {
  readonly title: keyof Words['timeSlots']['titles'];
  readonly plan?: SlotPlan;
  readonly form?: 'generate' | 'one' | 'capacity';
  readonly slots: readonly TimeSlot[];
  readonly date: string;
}
