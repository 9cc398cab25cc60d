import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRecorder } from '../history/recorder.ts';
import { openSender } from '../workload/send.ts';
import { dumpOf } from './dump.ts';
import { openStage } from './stage.ts';

const LIMIT_MS = 180_000;

test(
  'the witness sees what was committed, by whom and when, and nothing else',
  async () => {
    const recorder = openRecorder({ seed: 1 });
    const stage = await openStage({
      program: resolve(import.meta.dirname, '../../../src/cli.ts'),
      ...{ servers: 1, redis: false, rabbitmq: false, now: recorder.now },
    });
    onTestFinished(() => stage.close());
    const sender = openSender(recorder, stage.people);
    onTestFinished(() => sender.close());
    const [customer] = stage.people.customers;
    if (customer === undefined) throw new Error('There is no customer.');
    const book = (time: string) =>
      sender.send(stage.servers[0]?.url ?? '', {
        ...{ process: 'one', phase: 'load', epoch: 0, caller: customer, operation: 'create' },
        ...{ method: 'POST', path: '/appointments/', target: null, key: null, ifMatch: null },
        body: {
          customer_id: customer.id,
          vehicle_id: stage.people.carsOf(customer)[0],
          appointment_type: 'repair',
          scheduled_date: stage.days[0],
          scheduled_time: time,
        },
      });

    const booked = await book('10:00');
    const refused = await book('10:30');

    expect(booked).toMatchObject({ outcome: 'ok', status: 201, version: 1 });
    expect(refused).toMatchObject({ outcome: 'fail', status: 400, code: 'booking_refused' });
    const { witness, audit, keys, sessions } = await dumpOf(stage.database);
    const seen = witness.filter(({ table }) => table === 'appointments');
    expect(seen).toMatchObject([{ kind: 'INSERT', row: { customer_id: customer.id, version: 1 } }]);
    const committed = ((seen[0]?.committedAt ?? 0) - recorder.startedAtMicros) * 1_000;
    expect(committed).toBeGreaterThan(booked.at - 1e9);
    expect(committed).toBeLessThan(booked.returned + 1e9);
    expect(audit.map(({ request_id }) => request_id)).toEqual([`torture-${booked.index}`]);
    expect(keys.map(({ transaction_id }) => transaction_id)).toEqual([seen[0]?.transaction]);
    expect(sessions.length).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
