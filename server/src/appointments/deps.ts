import type { BusinessSettings } from '../config.ts';
import type { Directory } from '../directory/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { Turns } from '../platform/turns.ts';

/** What the doors and use cases of this room work with; each use case takes what it needs of it. */
export interface AppointmentDeps {
  readonly db: Db;
  /** Where those who want a place on the same date wait for each other. */
  readonly turns: Turns;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly business: BusinessSettings;
  /** Admins who are told of new bookings. */
  readonly adminUserIds: readonly string[];
  /** Called after a change is committed: there may be something to deliver. */
  readonly onCommitted: () => void;
}
