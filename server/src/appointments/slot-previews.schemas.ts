import { z } from 'zod';
import { uuids } from '../http/fields.ts';
import { bulkBody, patchBody, slotBody } from '../time-slots/time-slots.schemas.ts';
import { appointmentListItem } from './appointments.schemas.ts';

const MOST_SLOTS = 500;

const slot_ids = uuids(MOST_SLOTS, 'The slots, each once.');

/** A change of slots that is only tried out. */
export const previewBody = z.discriminatedUnion(
  'action',
  [
    z.object({ action: z.literal('generate'), ...bulkBody.shape }),
    z.object({ action: z.literal('create'), ...slotBody.shape }),
    z.object({ action: z.literal('change'), slot_ids, ...patchBody.shape }),
    z.object({ action: z.literal('delete'), slot_ids }),
  ],
  {
    error: ({ input }) => {
      const { action } = input as { readonly action?: unknown };
      if (action === undefined) return 'This field is required.';
      if (action === null) return 'This field may not be null.';
      return `"${typeof action === 'object' ? JSON.stringify(action) : String(action)}" is not a valid choice.`;
    },
  },
);

export const previewAnswer = z.strictObject({
  slots: z.int().meta({ description: 'How many would be created, changed or removed.' }),
  appointments: z.array(
    appointmentListItem.extend({
      reason: z.enum(['blocked', 'full', 'outside']).meta({
        description: 'Its time would be blocked, over the limit, or outside the slots of its day.',
      }),
    }),
  ),
});
