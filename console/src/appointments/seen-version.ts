import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AppointmentListItem, versionOf } from '../api.ts';
import { appointmentQuery } from './appointments.queries.ts';

interface SeenVersion {
  readonly item: AppointmentListItem;
  /** Looks at the appointment again and answers what there is now. */
  readonly lookAgain: () => Promise<AppointmentListItem>;
}

/** The version that somebody decides on: what others change meanwhile does not slip in unseen. */
export function useSeenVersion(first: AppointmentListItem): SeenVersion {
  const queries = useQueryClient();
  const [item, setItem] = useState(first);
  return {
    item,
    async lookAgain() {
      const { etag, ...fresh } = await queries.fetchQuery({
        ...appointmentQuery(first.id),
        staleTime: 0,
      });
      // A tag that cannot be read proves nothing newer: what is decided then is refused once more.
      const seen = { ...fresh, version: versionOf(etag) ?? item.version };
      setItem(seen);
      return seen;
    },
  };
}
