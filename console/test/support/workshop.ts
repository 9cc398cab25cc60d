import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Api, createApi } from '../../../sdk/src/client.ts';
import { memoryTokens } from '../../../sdk/src/tokens.ts';
import { samplePassword, samplePeople } from '../../../server/src/demo/workshop/sample-people.ts';
import { freePort } from '../../../server/test/support/free-port.ts';
import { type ServiceProcess, startService } from '../../../server/test/support/service-process.ts';
import { zoneWhere } from '../../../server/test/support/zone-where.ts';

/** The demo, with a data folder and ports of its own. */
export interface Workshop {
  readonly url: string;
  /** The stand-ins for the services around, notifications among them. */
  readonly platformUrl: string;
  readonly people: typeof samplePeople;
  /** The service as somebody else uses it, past the console. */
  as(person: { readonly email: string }): Promise<Api>;
  /** The header that speaks for this person. */
  tokenOf(person: { readonly email: string }): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

const PORT_TRIES = 3;

async function startOnFreePorts(
  settings: Readonly<Record<string, string>>,
): Promise<{ service: ServiceProcess; platformPort: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const platformPort = String(await freePort());
    try {
      const service = await startService({ ...settings, DEMO_PLATFORM_PORT: platformPort });
      return { service, platformPort };
    } catch (error) {
      // Somebody else of this machine may take the port between our look and the platform's.
      const isTaken = String(error).includes(`port ${platformPort} on 127.0.0.1 is already taken`);
      if (!isTaken || attempt === PORT_TRIES) throw error;
    }
  }
}

/** At night, when no slot begins and no day ends while a journey is made. */
export const nightZone = (): string => zoneWhere(3);

/** Starts the demo as a newcomer gets it, in a zone that is not the browser's. */
export async function openWorkshop(
  settings: Readonly<Record<string, string>> = {},
): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-workshop-'));
  const { service, platformPort } = await startOnFreePorts({
    DATA_DIR: folder,
    BUSINESS_TIME_ZONE: 'Asia/Colombo',
    // Many journeys sign in from one address.
    RATE_LIMIT: 'off',
    ...settings,
  });
  async function signedIn(person: { readonly email: string }) {
    const tokens = memoryTokens();
    const api = createApi({ baseUrl: service.url, tokens });
    await api.signIn(person.email, samplePassword);
    return { api, tokens };
  }
  return {
    url: service.url,
    platformUrl: `http://127.0.0.1:${platformPort}`,
    people: samplePeople,
    as: async (person) => (await signedIn(person)).api,
    async tokenOf(person) {
      const { tokens } = await signedIn(person);
      return { authorization: `Bearer ${tokens.read()?.access}` };
    },
    async close() {
      await service.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Signs in by the form, as people do. */
export async function signIn(page: Page, person: { readonly email: string }): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(samplePassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
