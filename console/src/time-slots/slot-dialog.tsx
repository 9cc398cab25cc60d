import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useNotify } from '../ui/notices.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import type { Asked } from './asked.ts';
import { PlanForm } from './plan-form.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { PlanStop } from './plan-stop.tsx';
import styles from './slot-dialog.module.css';
import { planFor, type SlotPlan, slotsOf } from './slot-plan.ts';
import { slotsQuery } from './slots.queries.ts';
import { usePlanRun } from './use-plan-run.ts';

/** Asks, shows whom the change touches, and only then makes it. */
export function SlotDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: (isDone: boolean) => void;
}): ReactNode {
  const words = useWords();
  const queries = useQueryClient();
  const notify = useNotify();
  const formId = useId();
  const [plan, setPlan] = useState(asked.plan);
  const [last, setLast] = useState<SlotPlan>();
  const [known, setKnown] = useState<{ readonly touched: number; readonly slots: number }>();
  const [error, setError] = useState<unknown>();
  const { run, progress, stop, forget } = usePlanRun((done, slots) => {
    notify({ text: words.timeSlots.done[done.action](slots) });
    onClose(true);
  });

  function show(next: SlotPlan): void {
    setKnown(undefined);
    setPlan(next);
  }

  async function lookAgain(): Promise<void> {
    if (plan === undefined || stop === undefined) return;
    const ids = stop.left.flatMap(({ slot }) => (slot === undefined ? [] : [slot.id]));
    const dates = slotsOf(plan)
      .map(({ date }) => date)
      .sort();
    setError(undefined);
    try {
      const range = { start_date: dates[0] ?? asked.date, end_date: dates.at(-1) ?? asked.date };
      const slots = await queries.fetchQuery({ ...slotsQuery(range), staleTime: 0 });
      show(
        planFor(
          plan,
          slots.filter(({ id }) => ids.includes(id)),
        ),
      );
      forget();
    } catch (refusal) {
      setError(refusal);
    }
  }

  /** Not while it is being saved: what is done, and where it stopped, has to be seen. */
  function leave(): void {
    if (progress === undefined) onClose(false);
  }

  const isEmpty = plan !== undefined && 'slots' in plan && plan.slots.length === 0;
  return (
    <Dialog
      title={words.timeSlots.titles[asked.title]}
      onClose={leave}
      actions={
        <>
          <Button disabled={progress !== undefined} onClick={leave}>
            {words.common.cancel}
          </Button>
          {plan === undefined && (
            <Button type="submit" form={formId} look="primary">
              {words.timeSlots.toPreview}
            </Button>
          )}
          {plan && asked.form && !stop && progress === undefined && (
            <Button
              onClick={() => {
                setLast(plan);
                setPlan(undefined);
              }}
            >
              {words.timeSlots.change}
            </Button>
          )}
          {plan && stop && (
            <Button look="primary" onClick={() => void lookAgain()}>
              {words.timeSlots.lookAgain}
            </Button>
          )}
          {plan && !stop && !isEmpty && (
            <Button
              look={known && known.touched > 0 ? 'danger' : 'primary'}
              disabled={known === undefined}
              busy={progress !== undefined}
              onClick={() => void run(plan)}
            >
              {known && known.touched > 0 ? words.timeSlots.saveAnyway : words.common.save}
            </Button>
          )}
        </>
      }
    >
      {plan === undefined && <PlanForm id={formId} asked={asked} last={last} onPlan={show} />}
      {isEmpty && <p>{words.timeSlots.nothingToDo}</p>}
      {plan && !stop && !isEmpty && (
        <PlanPreview plan={plan} isRunning={progress !== undefined} onKnown={setKnown} />
      )}
      {stop && <PlanStop stop={stop} />}
      {error !== undefined && <ErrorMessage error={error} />}
      <p role="status" className={styles.status}>
        {progress && words.timeSlots.saving(progress.done, progress.all)}
      </p>
      {progress && (
        <progress
          aria-label={words.timeSlots.saving(progress.done, progress.all)}
          max={progress.all}
          value={progress.done - 1}
        />
      )}
    </Dialog>
  );
}
