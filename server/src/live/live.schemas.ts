import { z } from 'zod';

export const EVENT_STREAM = 'text/event-stream';

export const streamHeaders = z.object({
  'last-event-id': z
    .string()
    .optional()
    .describe('The id of the last event heard: what has changed since is told first.'),
});

/** It is sent as a stream, which no schema knows. */
export const eventStream = z.unknown().meta({ type: 'string' });

/** What the events mean, for the reference page. */
export const STREAM_DESCRIPTION = `Stays open and tells as \`text/event-stream\` what changes, to be read with
\`fetch\`, the token in the header:

- \`ready\` \`{}\` comes first: every change after it will be told, and what was read before it may be
  older.
- \`appointment\` \`{"id", "version", "action", "dates"}\`: it was \`created\`, \`changed\` or \`deleted\`;
  the dates are the one that it had and the one that it has. Customers hear of their own only: one that
  changes hands is deleted for the one and created for the other.
- \`time_slots\` \`{"dates"}\`: slots of these dates were added, changed or removed.
- \`reset\` \`{}\`: something may have been missed, so that all has to be read anew.

Every event has an \`id\`. Whoever sends the last one as \`Last-Event-ID\` is told what has happened since,
for a day and up to a thousand changes; a change may be told twice, none is left out. A comment comes
every 15 seconds. The stream ends when the token expires, when the service stops, and after an hour.
`;
