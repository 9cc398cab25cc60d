import type { AppointmentType, Status } from '../api.ts';
import type { Words } from './words.ts';

/** The name of a type; one that the console does not know stays as the service calls it. */
export function typeName(type: string, { common }: Words): string {
  return common.types[type as AppointmentType] ?? type;
}

/** The same of a status. */
export function statusName(status: string, { common }: Words): string {
  return common.statuses[status as Status] ?? status;
}
