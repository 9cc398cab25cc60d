import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { isStaff, usePerson } from '../person.tsx';
import { Button } from '../ui/button.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';
import type { StepProps } from './booking-draft.ts';
import { Choices } from './choices.tsx';
import { CustomerSearch } from './customer-search.tsx';
import { type Customer, vehiclesQuery } from './people.queries.ts';
import { StepButtons } from './step-buttons.tsx';

interface CarStepProps extends StepProps {
  /** The id of the customer that the link to here names. */
  readonly wantedCustomer: string | undefined;
}

/** For whom, and which car. */
export function CarStep({ wantedCustomer, ...step }: CarStepProps): ReactNode {
  const { draft, change } = step;
  const words = useWords();
  const texts = words.appointments.booking;
  const staff = isStaff(usePerson());
  return (
    <>
      {staff &&
        (draft.customer ? (
          <div className={styles.customer}>
            <p>
              {words.common.customer}: <b>{draft.customer.full_name}</b>
            </p>
            <Button small onClick={() => change({ customer: undefined, vehicle: undefined })}>
              {texts.changeCustomer}
            </Button>
          </div>
        ) : (
          <CustomerSearch
            wanted={wantedCustomer}
            onFound={(customer) => change({ customer, vehicle: undefined })}
          />
        ))}
      {draft.customer && <Cars {...step} customer={draft.customer} />}
    </>
  );
}

function Cars({
  draft,
  change,
  go,
  customer,
}: StepProps & { readonly customer: Customer }): ReactNode {
  const words = useWords();
  const texts = words.appointments.booking;
  const staff = isStaff(usePerson());
  const cars = useQuery(vehiclesQuery(customer.id));
  const only = cars.data?.length === 1 ? cars.data[0] : undefined;
  const isOpen = draft.vehicle === undefined;

  // Whoever has one car is not asked which.
  useEffect(() => {
    if (isOpen && only) change({ vehicle: only });
  });

  if (cars.isPending) return <Loading lines={2} />;
  if (cars.isError) return <ErrorMessage error={cars.error} onRetry={() => void cars.refetch()} />;
  if (cars.data.length === 0)
    return (
      <Empty title={staff ? texts.noCarsOf(customer.full_name) : texts.noCars}>
        {!staff && <p>{texts.noCarsHint}</p>}
      </Empty>
    );
  return (
    <>
      <Choices
        legend={words.common.car}
        name="vehicle"
        choices={cars.data.map(({ id, vehicle_details }) => ({
          value: id,
          label: vehicle_details,
        }))}
        value={draft.vehicle?.id}
        onChange={(id) => change({ vehicle: cars.data.find((car) => car.id === id) })}
      />
      <StepButtons missing={texts.chooseCar} onContinue={draft.vehicle && (() => go('wants'))} />
    </>
  );
}
