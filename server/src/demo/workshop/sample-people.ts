import { sampleEmployees } from './sample-employees.ts';
import { sampleVehicles } from './sample-vehicles.ts';

export interface SamplePerson {
  user_id: string;
  email: string;
  password: string;
  first_name: string;
  last_name: string;
  user_role: 'customer' | 'employee' | 'admin';
  phone_number: string;
  is_active: boolean;
  created_at: string;
}

export interface SampleCustomer extends SamplePerson {
  user_role: 'customer';
  street_address: string;
  city: string;
  postal_code: string;
  /** False for someone who never filled in the profile form: customer-service answers 404. */
  has_profile: boolean;
}

export interface SampleEmployee extends SamplePerson {
  user_role: 'employee';
  gender: string;
  date_of_birth: string;
  address_line1: string;
  city: string;
  postal_code: string;
  specialization: string;
  experience_years: number;
  hourly_rate: string;
  is_available: boolean;
  /** False for someone who never called employee-service: it answers 404. */
  has_profile: boolean;
}

export interface SampleVehicle {
  vehicle_id: string;
  customer_id: string;
  make: string;
  model: string;
  year: number;
  color: string;
  vin: string;
  plate_number: string;
  is_active: boolean;
}

export interface SamplePeople {
  customers: SampleCustomer[];
  employees: SampleEmployee[];
  admins: SamplePerson[];
  vehicles: SampleVehicle[];
}

/** The password of every sample person. */
export const samplePassword = 'servease-demo';

const customers = [
  {
    user_id: '3f21090e-52db-478c-9bda-f937a74504fe',
    first_name: 'Amara',
    last_name: 'Fernando',
    phone_number: '+94 77 214 8830',
    street_address: '12 Galle Road',
    city: 'Colombo',
    postal_code: '00300',
    created_at: '2023-02-14T05:12:40.318204Z',
  },
  {
    user_id: '86aa0af5-af29-467a-902c-f1d88c9f1265',
    first_name: 'Kavin',
    last_name: 'Sivakumar',
    phone_number: '+94 76 903 5521',
    street_address: '48 Hospital Road',
    city: 'Jaffna',
    postal_code: '40000',
    created_at: '2023-06-02T10:41:09.774120Z',
  },
  {
    user_id: '683ddcf0-1686-4a28-8a9c-45e2ca7a188d',
    first_name: 'Fathima',
    last_name: 'Rizvi',
    phone_number: '+94 71 660 1947',
    street_address: '7 Lighthouse Street',
    city: 'Galle',
    postal_code: '80000',
    created_at: '2023-09-21T14:03:55.102938Z',
  },
  {
    user_id: '77f03ed0-2a06-4878-9608-ca4834ca64d4',
    first_name: 'Tharushi',
    last_name: 'Jayasinghe',
    phone_number: '+94 70 318 4402',
    street_address: '230 Peradeniya Road',
    city: 'Kandy',
    postal_code: '20000',
    created_at: '2024-01-11T03:30:18.650017Z',
  },
  {
    user_id: '51451d0f-00b0-4fb7-bd41-bea7fa9b9fdc',
    first_name: 'Lukas',
    last_name: 'Brandt',
    phone_number: '+49 151 2348 7710',
    street_address: '5 Lewis Place',
    city: 'Negombo',
    postal_code: '11500',
    created_at: '2024-03-27T08:55:02.409961Z',
  },
  {
    user_id: '301a91ad-bfae-4424-8737-ec30aedf22f8',
    first_name: 'Zofia',
    last_name: 'Kowalska',
    phone_number: '+48 602 118 345',
    street_address: '91 Havelock Road',
    city: 'Colombo',
    postal_code: '00500',
    created_at: '2024-05-19T16:20:44.083310Z',
  },
  {
    user_id: 'd8ddff37-8c0e-4ded-8142-2cb86dd51e2a',
    first_name: 'Mateo',
    last_name: 'García',
    phone_number: '+34 612 408 776',
    street_address: '16 Marine Drive',
    city: 'Colombo',
    postal_code: '00600',
    created_at: '2024-08-08T11:07:31.927754Z',
  },
  {
    user_id: 'a83d65a3-1aaf-4637-85f2-9b196d047457',
    first_name: 'Chiara',
    last_name: 'Bianchi',
    phone_number: '+39 347 551 2098',
    street_address: '3 Church Street',
    city: 'Galle',
    postal_code: '80000',
    created_at: '2024-10-30T07:48:26.511280Z',
  },
  {
    user_id: '7860b2b9-5a59-4a51-80b4-cadf27917cc9',
    first_name: 'Oluwaseun',
    last_name: 'Adeyemi',
    phone_number: '+234 803 555 0172',
    street_address: '64 Baseline Road',
    city: 'Colombo',
    postal_code: '00900',
    created_at: '2025-01-22T12:15:37.246603Z',
  },
  {
    user_id: 'e3c39a08-0191-48b6-96f1-872fa7ebd685',
    first_name: 'Mei-Ling',
    last_name: 'Chen',
    phone_number: '+94 77 845 2093',
    street_address: '29 Ward Place',
    city: 'Colombo',
    postal_code: '00700',
    created_at: '2025-03-16T09:26:50.839415Z',
  },
  {
    user_id: '4edfeaf5-3565-48be-b2d6-1fcbba18eb5b',
    first_name: 'Yusuf',
    last_name: 'Demir',
    phone_number: '+90 532 640 1185',
    street_address: '118 Kandy Road',
    city: 'Kadawatha',
    postal_code: '11850',
    created_at: '2025-06-04T13:59:12.370846Z',
  },
  {
    user_id: '46528cdf-6c9c-4d5f-ba50-72ef5adc61ab',
    first_name: 'Ingrid',
    last_name: 'Halvorsen',
    phone_number: '+47 412 88 306',
    street_address: '21 Temple Lane',
    city: 'Mount Lavinia',
    postal_code: '10370',
    created_at: '2025-09-09T06:33:05.698127Z',
  },
];

const admins = [
  {
    user_id: '4a25460b-38e6-47d5-b9fe-313bc53872e1',
    first_name: 'Ruwan',
    last_name: 'de Silva',
    phone_number: '+94 77 300 4500',
    created_at: '2021-11-01T03:45:00.000000Z',
  },
];

/** A plain address at example.com: `Mateo García` becomes `mateo.garcia@example.com`. */
function emailOf(person: { first_name: string; last_name: string }): string {
  const plain = (name: string): string =>
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z-]/g, '');
  return `${plain(person.first_name)}.${plain(person.last_name)}@example.com`;
}

function account<Row extends { first_name: string; last_name: string }>(row: Row) {
  return { ...row, email: emailOf(row), password: samplePassword, is_active: true };
}

/** Everybody and every car that the demo knows. */
export const samplePeople: SamplePeople = {
  customers: customers.map((row) => ({
    ...account(row),
    user_role: 'customer',
    has_profile: true,
  })),
  employees: sampleEmployees.map((row) => ({
    ...account(row),
    user_role: 'employee',
    has_profile: true,
  })),
  admins: admins.map((row) => ({ ...account(row), user_role: 'admin' })),
  vehicles: sampleVehicles,
};
