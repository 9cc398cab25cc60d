import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { type SlotPlan, type Step, stepsOf } from './slot-plan.ts';

/** Where a plan stopped: what is done stays done. */
export interface Stop {
  readonly done: number;
  readonly all: number;
  readonly failed: Step;
  readonly error: unknown;
  /** The failed one first. */
  readonly left: readonly Step[];
}

/** Carries out a plan step by step and stops at the first that is refused. */
export function usePlanRun(onDone: (plan: SlotPlan, slots: number) => void) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number }>();
  const [stop, setStop] = useState<Stop>();
  const total = useRef(0);

  async function run(plan: SlotPlan): Promise<void> {
    const steps = stepsOf(plan);
    setStop(undefined);
    for (const [index, step] of steps.entries()) {
      setProgress({ done: index + 1, all: steps.length });
      try {
        total.current += await step.run();
      } catch (error) {
        setStop({ done: index, all: steps.length, failed: step, error, left: steps.slice(index) });
        setProgress(undefined);
        await refreshAppointments(queries);
        return;
      }
    }
    // The next change from the page behind needs the versions that this one made.
    await refreshAppointments(queries);
    setProgress(undefined);
    onDone(plan, total.current);
  }

  return { run, progress, stop, forget: () => setStop(undefined) };
}
