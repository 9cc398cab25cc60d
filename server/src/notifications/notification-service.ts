import { askPeer, PeerFailure } from '../platform/http-client.ts';
import type { Delivery, WaitingDelivery } from './relay.ts';

/** Short enough for a stop, which waits for deliveries under way, to end within 4 s (contract 9.35). */
const TIMEOUT_MS = 3_000;
/** Refusals of the caller, the path or the moment rather than of what is sent. */
const NOT_ABOUT_THE_MESSAGE = [401, 403, 404, 408, 425, 429];

/** Delivers to the platform's notification service, `POST /api/v1/notifications/` (contract 5.1). */
export function notificationService(url: string): Delivery {
  return async ({ id, payload }: WaitingDelivery) => {
    try {
      const answer = await askPeer({
        method: 'POST',
        url: `${url}/api/v1/notifications/`,
        // The message keeps its id when it is sent again, so that a repeat can be told.
        headers: { 'idempotency-key': id },
        body: payload,
        timeoutMs: TIMEOUT_MS,
      });
      if (answer.status >= 200 && answer.status < 300) return { outcome: 'delivered' };
      const refused = answer.status < 500 && !NOT_ABOUT_THE_MESSAGE.includes(answer.status);
      return { outcome: refused ? 'refused' : 'failed', reason: `answered ${answer.status}` };
    } catch (error) {
      if (!(error instanceof PeerFailure)) throw error;
      // What came too late or made no sense may be this message's own doing.
      const away = error.kind === 'unreachable';
      return { outcome: away ? 'unreachable' : 'failed', reason: error.message };
    }
  };
}
