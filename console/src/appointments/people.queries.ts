import { answerOf } from '@servease/appointment-sdk/client';
import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, api } from '../api.ts';

export type Customer = AnswerOf<'findCustomers'>[number];
export type Vehicle = AnswerOf<'listVehicles'>[number];

const PEOPLE_STALE_MS = 60_000;

/** The active cars of a customer. */
export const vehiclesQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['vehicles', customerId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/vehicles/', { params: { query: { customer_id: customerId } }, signal }),
      ),
    staleTime: PEOPLE_STALE_MS,
  });

/** Customers by a part of the name or of a plate. */
export const customersQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', q],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/customers/', { params: { query: { q } }, signal })),
    staleTime: PEOPLE_STALE_MS,
  });
