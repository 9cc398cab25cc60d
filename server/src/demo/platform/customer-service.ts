import type { FastifyInstance } from 'fastify';
import type { SampleCustomer } from '../workshop/sample-people.ts';
import { seededUuid } from '../workshop/seeded-random.ts';
import { Refusal, uuidInPath } from './answers.ts';
import { callerOf, type PlatformState } from './platform-state.ts';
import type { TokenClaims } from './tokens.ts';

/** Serves customer profiles by the id of the account (contract 4.1). */
export function serveCustomers(app: FastifyInstance, state: PlatformState): void {
  app.get<{ Params: { id: string } }>('/api/v1/customers/logical/:id/', async (request) => {
    const caller = await callerOf(state, request);
    const id = uuidInPath(request.params.id);
    const customer = state.people.customers.find((person) => person.user_id === id);
    if (customer?.has_profile !== true) {
      throw new Refusal(404, { error: 'Customer profile not found' });
    }
    return profileOf(customer, caller);
  });
}

/**
 * The profile is open to every role, but its account part is asked of the authentication service
 * with the caller's token, which answers only the customer self or an admin.
 */
function profileOf(customer: SampleCustomer, caller: TokenClaims) {
  const mayReadAccount = caller.user_role === 'admin' || caller.user_id === customer.user_id;
  return {
    // A row id of its own: what refers to a customer is the user id.
    id: seededUuid('customer profile', customer.user_id),
    user_id: customer.user_id,
    ...(mayReadAccount ? accountPart(customer) : unknownAccount),
    street_address: customer.street_address,
    city: customer.city,
    state: '',
    postal_code: customer.postal_code,
    country: 'Sri Lanka',
    full_address: `${customer.street_address}, ${customer.city} ${customer.postal_code}, Sri Lanka`,
    company_name: '',
    business_type: '',
    tax_id: '',
    is_business_customer: false,
    emergency_contact_name: '',
    emergency_contact_phone: '',
    emergency_contact_relationship: '',
    is_verified: true,
    customer_since: withoutZone(customer.created_at),
    last_service_date: null,
    total_services: 0,
    preferred_contact_method: 'email',
    notification_preferences: {},
    created_at: withoutZone(customer.created_at),
    updated_at: withoutZone(customer.created_at),
  };
}

function accountPart(customer: SampleCustomer) {
  return {
    user_email: customer.email,
    user_first_name: customer.first_name,
    user_last_name: customer.last_name,
    user_phone: customer.phone_number,
    user_role: customer.user_role,
    user_is_active: customer.is_active,
    full_name: `${customer.first_name} ${customer.last_name}`,
  };
}

const unknownAccount = {
  user_email: null,
  user_first_name: null,
  user_last_name: null,
  user_phone: null,
  user_role: null,
  user_is_active: null,
  full_name: 'Unknown Customer',
};

/** `2025-11-08T10:25:06.123456Z` becomes `2025-11-08 10:25:06`. */
function withoutZone(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}
