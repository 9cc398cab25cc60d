import { APPOINTMENT_WRITES } from './appointment-writes.ts';
import { SLOT_WRITES } from './slot-writes.ts';
import type { Write } from './write.ts';

/** Every operation of the API that changes something. */
export const WRITES: readonly Write[] = [...APPOINTMENT_WRITES, ...SLOT_WRITES];

/** Those that change what exists already. */
export const CHANGES: readonly Write[] = WRITES.filter(({ changes }) => changes !== 'nothing');
