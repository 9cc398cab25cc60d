import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { TextField } from '../ui/field.tsx';
import states from '../ui/states.module.css';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { customerAppointmentsQuery } from './appointments.queries.ts';
import styles from './booking.module.css';
import { type Customer, customersQuery } from './people.queries.ts';

const LEAST_LETTERS = 2;
const PAUSE_MS = 200;

/** Finds a customer by name or plate. */
export function CustomerSearch({
  wanted,
  onFound,
}: {
  /** An id that is known already. */
  readonly wanted: string | undefined;
  readonly onFound: (customer: Customer) => void;
}): ReactNode {
  const words = useWords().appointments.booking;
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const isLongEnough = q.length >= LEAST_LETTERS;
  const found = useQuery({ ...customersQuery(q), enabled: isLongEnough });
  const told = useKnownCustomer(wanted);
  const navigate = useNavigate();

  useEffect(() => {
    if (!told) return;
    onFound(told);
    // Named only once: whoever then looks for another customer is not given this one again.
    void navigate({
      to: '/book',
      search: ({ customer: _, ...search }) => search,
      state: true,
      replace: true,
      resetScroll: false,
    });
  });

  const customers = isLongEnough ? found.data : undefined;
  return (
    <div className={styles.search}>
      <TextField
        type="search"
        label={words.searchCustomer}
        hint={words.searchCustomerHint}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isError && isLongEnough && (
        <ErrorMessage error={found.error} onRetry={() => void found.refetch()} />
      )}
      <p role="status" className={customers?.length === 0 ? undefined : states.hidden}>
        {customers &&
          (customers.length === 0 ? words.noCustomer(q) : words.foundCustomers(customers.length))}
      </p>
      <ul className={styles.found}>
        {customers?.map((customer) => (
          <li key={customer.id}>
            <button type="button" onClick={() => onFound(customer)}>
              {customer.full_name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** A customer by id: what is known of one is in the appointments that there are. */
function useKnownCustomer(id: string | undefined): Customer | undefined {
  const { data } = useQuery({ ...customerAppointmentsQuery(id ?? ''), enabled: id !== undefined });
  const known = data?.[0];
  return id !== undefined && known ? { id, full_name: known.customer_name } : undefined;
}
