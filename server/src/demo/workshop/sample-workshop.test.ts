import { describe, expect, it } from 'vitest';
import { dayNumber, isWorkday } from '../../platform/wall-clock.ts';
import { samplePeople } from './sample-people.ts';
import {
  type AppointmentRow,
  type HistoryRow,
  planSampleWorkshop,
  type SampleWorkshop,
  type SampleWorkshopOptions,
} from './sample-workshop.ts';

const ACTIVE = ['pending', 'confirmed', 'in_progress'];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Moment = Pick<SampleWorkshopOptions, 'today' | 'now'>;

const moments: Moment[] = [
  { today: '2026-11-25' }, // Wednesday
  { today: '2026-11-28' }, // Saturday
  { today: '2026-11-29' }, // Sunday
  { today: '2026-11-30', now: '07:30' }, // Monday before opening
  { today: '2026-11-27', now: '19:45' }, // Friday after closing
  { today: '2026-12-31' },
  { today: '2027-01-01', now: '09:05' },
  { today: '2028-02-29', now: '16:00' },
];

// Days spread over a year catch what eight chosen ones miss; 11 meets every weekday.
const spreadDays: Moment[] = Array.from({ length: 34 }, (_, index) => ({
  today: new Date(Date.UTC(2026, 0, 1 + 11 * index)).toISOString().slice(0, 10),
  now: `${String(index % 24).padStart(2, '0')}:${index % 2 === 0 ? '00' : '40'}`,
}));

function planAt(moment: Moment): SampleWorkshop {
  return planSampleWorkshop({ ...moment, people: samplePeople });
}

function minutesOf(row: AppointmentRow): string[] {
  const [hours = 0, minutes = 0] = row.scheduled_time.split(':').map(Number);
  const first = hours * 60 + minutes;
  return Array.from(
    { length: row.duration_minutes },
    (_, index) => `${row.scheduled_date} minute ${first + index}`,
  );
}

/** The most rows that share a minute, looked at minute by minute. */
function peakOf(rows: AppointmentRow[], keyOf: (row: AppointmentRow) => string | null): number {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    for (const minute of minutesOf(row)) {
      counts.set(`${key} ${minute}`, (counts.get(`${key} ${minute}`) ?? 0) + 1);
    }
  }
  return Math.max(0, ...counts.values());
}

function linesOf(workshop: SampleWorkshop, row: AppointmentRow): HistoryRow[] {
  return workshop.history.filter((line) => line.appointment_id === row.id);
}

describe.each(moments)('the sample workshop on $today at $now', (moment) => {
  const workshop = planAt(moment);
  const { appointments, timeSlots, history } = workshop;
  const active = appointments.filter((row) => ACTIVE.includes(row.status));

  it('is the same every time', () => {
    expect(planAt(moment)).toEqual(workshop);
  });

  it('has every status and every type of work', () => {
    expect(new Set(appointments.map((row) => row.status)).size).toBe(6);
    expect(new Set(appointments.map((row) => row.appointment_type)).size).toBe(5);
    expect(appointments.filter((row) => row.status === 'in_progress').length).toBeLessThan(3);
  });

  it('never has more than three active at a minute, nor anybody in two places', () => {
    expect(peakOf(active, () => 'workshop')).toBeLessThanOrEqual(3);
    expect(peakOf(active, (row) => row.assigned_employee_id)).toBe(1);
    expect(peakOf(active, (row) => row.customer_id)).toBe(1);
  });

  it('keeps to working days and opening hours', () => {
    for (const row of appointments) {
      const minutes = minutesOf(row).map((minute) => Number(minute.split(' ').at(-1)));
      expect(isWorkday(dayNumber(row.scheduled_date))).toBe(true);
      expect(minutes[0]).toBeGreaterThanOrEqual(9 * 60);
      expect(minutes.at(-1)).toBeLessThan(17 * 60);
      expect(row.duration_minutes).toBeGreaterThanOrEqual(30);
      expect(row.duration_minutes).toBeLessThanOrEqual(180);
    }
  });

  it('leaves two fifths of every coming day bookable', () => {
    for (const date of new Set(timeSlots.map((slot) => slot.date))) {
      const ofDay = active.filter((row) => row.scheduled_date === date);
      const taken = ofDay.reduce((sum, row) => sum + row.duration_minutes, 0);
      expect(taken).toBeLessThanOrEqual(0.6 * 8 * 60 * 3);
    }
  });

  it('has hourly slots for thirty working days, and every coming appointment within them', () => {
    const dates = new Set(timeSlots.map((slot) => slot.date));
    expect(dates.size).toBe(30);
    expect(timeSlots).toHaveLength(240);
    expect(timeSlots[0]).toMatchObject({ start_time: '09:00:00', end_time: '10:00:00' });
    expect(timeSlots.at(-1)).toMatchObject({ start_time: '16:00:00', end_time: '17:00:00' });
    for (const row of appointments.filter((one) => one.scheduled_date >= moment.today)) {
      expect(dates).toContain(row.scheduled_date);
    }
  });

  it('gives customers their own active cars, and work only to people who are there', () => {
    const available = samplePeople.employees.filter((employee) => employee.is_available);
    for (const row of appointments) {
      expect(samplePeople.vehicles).toContainEqual(
        expect.objectContaining({
          vehicle_id: row.vehicle_id,
          customer_id: row.customer_id,
          is_active: true,
        }),
      );
      if (row.assigned_employee_id === null || row.scheduled_date < moment.today) continue;
      expect(available.map((employee) => employee.user_id)).toContain(row.assigned_employee_id);
    }
  });

  it('gives every row an id of its own', () => {
    const ids = [...appointments, ...timeSlots, ...history].map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(uuid);
  });
});

describe.each([...moments, ...spreadDays])('on $today at $now', (moment) => {
  it('is plausible in time, and the history leads to each status', () => {
    const workshop = planAt(moment);
    const present = `${moment.today}T${moment.now ?? '12:00'}:00.000Z`;
    for (const row of workshop.appointments) {
      const start = `${row.scheduled_date}T${row.scheduled_time}.000Z`;
      const lines = linesOf(workshop, row);
      const times = [row.created_at, ...lines.map((line) => line.changed_at)];
      expect(row.created_at < start).toBe(true);
      expect(times).toEqual([...times].sort());
      expect(times.at(-1)).toBe(row.updated_at);
      expect(row.updated_at <= present).toBe(true);

      const isOver = ['in_progress', 'completed', 'no_show'].includes(row.status);
      if (isOver) expect(start < present).toBe(true);
      if (row.scheduled_date > moment.today) expect(isOver).toBe(false);
      if (row.scheduled_date < moment.today)
        expect(['pending', 'confirmed']).not.toContain(row.status);
      if (isOver) expect(row.assigned_employee_id).not.toBeNull();

      const isCompleted = row.status === 'completed';
      expect(row.completed_at).toBe(isCompleted ? row.updated_at : null);
      expect(row.duration_seconds > 0).toBe(isCompleted);
      expect(row.cancelled_at).toBe(row.status === 'cancelled' ? row.updated_at : null);
      if (row.estimated_cost !== null) expect(row.estimated_cost).toMatch(/^\d+\.00$/);

      const walked = lines.reduce((status, line) => {
        expect(line.previous_status).toBe(status);
        return line.new_status;
      }, 'pending');
      expect(walked).toBe(row.status);
      const assignments = lines.filter((line) => line.change_reason.includes('ssigned'));
      expect(assignments.length > 0).toBe(row.assigned_employee_id !== null);
    }
    expect(new Set(workshop.appointments.map((row) => row.status)).size).toBe(6);
    const active = workshop.appointments.filter((row) => ACTIVE.includes(row.status));
    expect(peakOf(active, () => 'workshop')).toBeLessThanOrEqual(3);
    expect(peakOf(active, (row) => row.assigned_employee_id)).toBe(1);
  });
});

describe('the timestamps of the sample workshop', () => {
  it('follow the zone of the clock, while the plan stays', () => {
    const here = planAt({ today: '2026-11-25' });
    const there = planSampleWorkshop({
      today: '2026-11-25',
      people: samplePeople,
      timeZone: 'Asia/Colombo',
    });
    const [one, other] = [here.appointments[0], there.appointments[0]];
    expect(other?.scheduled_time).toBe(one?.scheduled_time);
    expect(Date.parse(one?.created_at ?? '') - Date.parse(other?.created_at ?? '')).toBe(
      19_800_000,
    );
  });
});

describe('the sample people', () => {
  it('are complete and refer to each other', () => {
    const { customers, employees, admins, vehicles } = samplePeople;
    const everybody = [...customers, ...employees, ...admins];
    expect(customers).toHaveLength(12);
    expect(vehicles).toHaveLength(20);
    expect(employees.map((one) => one.is_available).filter((free) => !free)).toHaveLength(1);
    expect(vehicles.filter((vehicle) => !vehicle.is_active)).toHaveLength(1);
    expect(new Set(everybody.map((person) => person.email)).size).toBe(19);
    expect(new Set(vehicles.map((vehicle) => vehicle.plate_number)).size).toBe(20);
    for (const person of everybody) expect(person.user_id).toMatch(uuid);
    for (const person of everybody) expect(person.email).toMatch(/^[a-z-]+\.[a-z]+@example\.com$/);
    for (const vehicle of vehicles) expect(vehicle.vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
    for (const vehicle of vehicles) expect(vehicle.plate_number).toMatch(/^[A-Z0-9\- ]{2,10}$/);
    for (const customer of customers) {
      const own = vehicles.filter((vehicle) => vehicle.customer_id === customer.user_id);
      expect(own.some((vehicle) => vehicle.is_active)).toBe(true);
    }
  });
});
