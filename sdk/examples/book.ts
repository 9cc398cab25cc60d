// Books the first free time for the caller's first car:
//   node --import tsx sdk/examples/book.ts http://localhost:8005 amara@example.com password

import { ApiError } from '../src/api-error.ts';
import { answerOf, createApi } from '../src/client.ts';
import { memoryTokens } from '../src/tokens.ts';

const [baseUrl = 'http://localhost:8005', email = '', password = ''] = process.argv.slice(2);
const api = createApi({ baseUrl, tokens: memoryTokens() });

const me = await api.signIn(email, password);
const [car] = await answerOf(api.GET('/api/v1/vehicles/', { params: { query: {} } }));
if (car === undefined) throw new Error('There is no car to book for.');

const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const { slots } = await answerOf(
  api.GET('/api/v1/appointments/available_slots/', {
    params: { query: { start_date: day(1), end_date: day(30) } },
  }),
);

for (const { date, start_time } of slots)
  try {
    // The client adds an Idempotency-Key, so a booking whose answer gets lost is not made twice.
    const booked = await answerOf(
      api.POST('/api/v1/appointments/', {
        body: {
          customer_id: me.id,
          vehicle_id: car.id,
          appointment_type: 'maintenance',
          scheduled_date: date,
          scheduled_time: start_time,
        },
      }),
    );
    console.log(`${booked.id}: ${car.vehicle_details} on ${date} at ${start_time}`);
    break;
  } catch (error) {
    // Taken in between, or I am somewhere else then: the next one may do.
    if (!(error instanceof ApiError && error.code === 'booking_refused')) throw error;
  }
