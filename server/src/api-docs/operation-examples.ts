/** One example a request and an answer, by operation; times and ids are made up. */

const ID = 'a8c27968-d6eb-44c2-8058-f4aa75a48a31';
const CUSTOMER = '11111111-1111-4111-8111-111111111111';
const VEHICLE = '22222222-2222-4222-8222-222222222222';
const EMPLOYEE = '33333333-3333-4333-8333-333333333333';
const SLOT = '777937f4-ac74-49b1-a22d-6a698a17fc32';
const CREATED = '2030-12-10T14:58:38.383671Z';

const booking = {
  customer_id: CUSTOMER,
  vehicle_id: VEHICLE,
  appointment_type: 'repair',
  scheduled_date: '2030-12-17',
  scheduled_time: '10:00:00',
};

const appointmentInList = {
  id: ID,
  customer_id: CUSTOMER,
  vehicle_id: VEHICLE,
  assigned_employee_id: null,
  appointment_type: 'repair',
  scheduled_date: '2030-12-17',
  scheduled_time: '10:00:00',
  status: 'pending',
  customer_name: 'Ada Lovelace',
  vehicle_details: '2020 Toyota Camry (ABC123)',
  employee_name: '',
};

const listItem = {
  ...appointmentInList,
  version: 1,
  duration_minutes: 60,
  service_description: 'Brakes squeak',
};

const appointment = {
  ...appointmentInList,
  duration_minutes: 60,
  service_description: 'Brakes squeak',
  customer_notes: '',
  internal_notes: '',
  estimated_cost: null,
  duration_seconds: 0,
  created_by_user_id: CUSTOMER,
  created_at: CREATED,
  updated_at: CREATED,
  cancelled_at: null,
  completed_at: null,
  time_until_appointment: '6 days',
  duration: '00:00:00',
};

const line = {
  id: '738f4709-fa1f-48b7-bb12-5fc0d66d031e',
  appointment_id: ID,
  changed_by_user_id: EMPLOYEE,
  previous_status: 'pending',
  new_status: 'confirmed',
  change_reason: '',
  changed_at: CREATED,
  version: 2,
  actor_role: 'employee',
  channel: 'api',
  request_id: '5b9d0c4e-3a60-4a4c-9d3b-0f1f7f3f6a55',
  changes: [{ field: 'status', before: 'pending', after: 'confirmed' }],
};

const slot = {
  id: SLOT,
  date: '2030-12-17',
  start_time: '10:00:00',
  end_time: '11:00:00',
  is_available: true,
  max_concurrent_appointments: 3,
  available_capacity: 2,
  version: 1,
};

const page = (results: readonly object[]) => ({ count: 1, next: null, previous: null, results });

const moved = (status: string, message: string, change: object = { status }) => ({
  request: { reason: 'As agreed on the phone' },
  response: { status, message, appointment: { ...appointment, ...change } },
});

export const operationExamples: Readonly<
  Record<string, { readonly request?: unknown; readonly response?: unknown }>
> = {
  isHealthy: { response: { status: 'healthy', service: 'appointment-service', version: '1.0.0' } },
  isAlive: { response: { status: 'healthy', service: 'appointment-service', version: '1.0.0' } },
  isReady: { response: { status: 'ready', outbox: { waiting: 0, parked: 0 } } },
  signIn: {
    request: { email: 'ada@example.com', password: 'a good one' },
    response: { id: CUSTOMER, email: 'ada@example.com', tokens: { access: '…', refresh: '…' } },
  },
  refreshToken: { request: { refresh: '…' }, response: { access: '…', refresh: '…' } },
  listCollections: {
    response: {
      appointments: 'http://localhost/api/v1/appointments/',
      'time-slots': 'http://localhost/api/v1/time-slots/',
      history: 'http://localhost/api/v1/history/',
    },
  },
  listAppointments: { response: page([listItem]) },
  bookAppointment: { request: booking, response: appointment },
  getAppointment: { response: appointment },
  replaceAppointment: { request: booking, response: appointment },
  editAppointment: {
    request: { duration_seconds: 5400 },
    response: { ...appointment, duration_seconds: 5400, duration: '01:30:00' },
  },
  confirmAppointment: moved('confirmed', 'Appointment confirmed successfully'),
  startAppointment: moved('in_progress', 'Appointment started'),
  completeAppointment: moved('completed', 'Appointment completed successfully'),
  cancelAppointment: moved('cancelled', 'Appointment cancelled successfully'),
  no_showAppointment: moved('no_show', 'Appointment marked as no-show'),
  rescheduleAppointment: {
    ...moved('rescheduled', 'Appointment rescheduled successfully', {
      scheduled_date: '2030-12-20',
      scheduled_time: '14:00:00',
    }),
    request: { new_date: '2030-12-20', new_time: '14:00:00', reason: 'Customer asked' },
  },
  moveAppointment: {
    ...moved('moved', 'Appointment moved successfully', {
      scheduled_time: '14:00:00',
      assigned_employee_id: EMPLOYEE,
    }),
    request: {
      new_date: '2030-12-17',
      new_time: '14:00:00',
      employee_id: EMPLOYEE,
      announce_after_seconds: 10,
    },
  },
  assignEmployee: {
    ...moved('assigned', 'Employee assigned successfully', { assigned_employee_id: EMPLOYEE }),
    request: { employee_id: EMPLOYEE },
  },
  listCustomerAppointments: { response: [appointment] },
  listEmployeeSchedule: { response: [appointment] },
  listVehicleHistory: { response: [appointment] },
  getStatistics: {
    response: {
      total_appointments: 2,
      pending: 1,
      confirmed: 0,
      in_progress: 0,
      completed: 1,
      cancelled: 0,
      today: 1,
      completed_today: 1,
      upcoming: 1,
      by_type: { repair: 2 },
      no_show: 0,
      pending_appointments: 1,
      confirmed_appointments: 0,
      completed_appointments: 1,
      cancelled_appointments: 0,
    },
  },
  findFreeSlots: {
    response: {
      count: 1,
      slots: [
        {
          date: '2030-12-17',
          start_time: '10:00:00',
          end_time: '11:00:00',
          available_capacity: 2,
        },
      ],
    },
  },
  getCalendar: {
    response: {
      appointments: [listItem],
      hours: [
        {
          date: '2030-12-17',
          start_time: '10:00:00',
          end_time: '11:00:00',
          slot_id: SLOT,
          is_available: true,
          places: 3,
          available_capacity: 2,
        },
      ],
    },
  },
  getInsights: {
    response: {
      days: [
        {
          date: '2030-12-17',
          appointments: 1,
          booked_minutes: 60,
          capacity_minutes: 1440,
          cancelled: 0,
          no_show: 0,
        },
      ],
      by_status: [{ status: 'completed', count: 1 }],
      by_type: [{ appointment_type: 'repair', count: 1 }],
      employees: [
        {
          employee_id: EMPLOYEE,
          employee_name: 'Grace Hopper',
          completed: 1,
          duration_seconds: 3300,
          booked_minutes: 60,
        },
      ],
    },
  },
  exportAppointments: {
    response:
      '\ufeffid,scheduled_date,scheduled_time,duration_minutes,status,appointment_type,customer_name,vehicle_details,employee_name,service_description,customer_notes\r\n' +
      `${ID},2030-12-17,10:00:00,60,pending,repair,Ada Lovelace,2020 Toyota Camry (ABC123),,Brakes squeak,\r\n`,
  },
  listVehicles: {
    response: [
      {
        id: VEHICLE,
        customer_id: CUSTOMER,
        vehicle_details: '2020 Toyota Camry (ABC123)',
        plate_number: 'ABC123',
      },
    ],
  },
  listEmployees: { response: [{ id: EMPLOYEE, full_name: 'Grace Hopper' }] },
  findCustomers: { response: [{ id: CUSTOMER, full_name: 'Ada Lovelace' }] },
  getWorkshop: {
    response: {
      time_zone: 'Asia/Colombo',
      opening_hour: 9,
      closing_hour: 17,
      default_places: 3,
      now: '2030-12-10T14:58:38',
      demo_accounts: [],
    },
  },
  getAppointmentHistory: { response: [line] },
  listHistory: { response: page([line]) },
  getHistoryLine: { response: line },
  listTimeSlots: { response: page([slot]) },
  createTimeSlot: {
    request: { date: slot.date, start_time: slot.start_time, end_time: slot.end_time },
    response: slot,
  },
  getTimeSlot: { response: slot },
  replaceTimeSlot: {
    request: { date: slot.date, start_time: slot.start_time, end_time: slot.end_time },
    response: slot,
  },
  editTimeSlot: {
    request: { is_available: false },
    response: { ...slot, is_available: false, available_capacity: 0, version: 2 },
  },
  previewSlots: {
    request: { action: 'change', slot_ids: [SLOT], is_available: false },
    response: { slots: 1, appointments: [{ ...listItem, reason: 'blocked' }] },
  },
  streamChanges: {
    response: [
      'retry: 1000',
      '',
      'id: 1742-1923745118383\nevent: ready\ndata: {}',
      '',
      `id: 1748-1923745160020\nevent: appointment\ndata: {"id":"${ID}","version":2,"action":"changed","dates":["2030-12-17"]}`,
      '\n',
    ].join('\n'),
  },
  bulkCreateTimeSlots: {
    request: { start_date: '2030-12-16', end_date: '2030-12-18' },
    response: { message: 'Created 24 time slots', count: 24 },
  },
};
