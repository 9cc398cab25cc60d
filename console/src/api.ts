import { ApiError } from '@servease/appointment-sdk/api-error';
import type { operations } from '@servease/appointment-sdk/api-types';
import { createApi } from '@servease/appointment-sdk/client';
import { memoryTokens, type TokenStore, type Tokens } from '@servease/appointment-sdk/tokens';

/** What an operation answers when it succeeds. */
export type AnswerOf<Name extends keyof operations> = operations[Name]['responses'] extends {
  200: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

export type Appointment = AnswerOf<'getAppointment'>;
export type AppointmentListItem = AnswerOf<'listAppointments'>['results'][number];
export type FreeSlot = AnswerOf<'findFreeSlots'>['slots'][number];
export type HistoryLine = AnswerOf<'getAppointmentHistory'>[number];
export type TimeSlot = AnswerOf<'getTimeSlot'>;
export type Workshop = AnswerOf<'getWorkshop'>;

export const STATUSES = [
  'pending',
  'confirmed',
  'in_progress',
  'completed',
  'cancelled',
  'no_show',
] as const;
export type Status = (typeof STATUSES)[number];

/** Whether the customer is still to come; only then it may get another time. */
export function isAwaited(status: string): boolean {
  return status === 'pending' || status === 'confirmed';
}

/** Whether it takes a place, and the time of its customer and employee. */
export function isActive(status: string): boolean {
  return isAwaited(status) || status === 'in_progress';
}

/** Cancelled and missed ones take no time of anybody. */
export function isOff(status: string): boolean {
  return status === 'cancelled' || status === 'no_show';
}

export const APPOINTMENT_TYPES = [
  'maintenance',
  'repair',
  'inspection',
  'diagnostic',
  'emergency',
] as const;
export type AppointmentType = (typeof APPOINTMENT_TYPES)[number];

const TOKENS = 'servease.tokens';
const withinThisTab = memoryTokens();
const listeners = new Set<() => void>();

/** Tokens that all tabs share; one tab at a time swaps them, for a refresh token works once. */
const sharedTokens: TokenStore = {
  read() {
    const text = localStorage.getItem(TOKENS);
    return text === null ? undefined : (JSON.parse(text) as Tokens);
  },
  write(tokens) {
    if (tokens === undefined) localStorage.removeItem(TOKENS);
    else localStorage.setItem(TOKENS, JSON.stringify(tokens));
    for (const tell of listeners) tell();
  },
  // Without TLS a browser has no locks; then tabs may refresh at once, and one signs in anew.
  exclusively: async (work) =>
    navigator.locks === undefined
      ? await withinThisTab.exclusively(work)
      : await navigator.locks.request(TOKENS, work),
};

/** The service, at the origin of this page. */
export const api = createApi({ baseUrl: '', tokens: sharedTokens });

/** The access token that is held, for whoever wants to know who is signed in. */
export function accessToken(): string | undefined {
  return sharedTokens.read()?.access;
}

/** Calls `listener` when somebody signs in or out, in this tab or another; answers how to stop. */
export function onTokens(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent): void => {
    if (event.key === TOKENS || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', elsewhere);
  };
}

/** The tag of a version, for `If-Match`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** The entity tag of an answer as `If-Match` wants it; a gateway that compresses weakens it. */
export function tagOf({ headers }: Response): string {
  return (headers.get('etag') ?? '').replace(/^W\//, '');
}

/** The version in an entity tag such as `"7"`, which a gateway that compresses turns into `W/"7"`. */
export function versionOf(etag: string | null): number | undefined {
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
}

/** Whether an error is the service's refusal with this code. */
export function isRefusal(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
