import { expect, test } from 'vitest';
import { useWorld } from './support/world.ts';

const world = useWorld();

async function load(url: string) {
  return await world.withHeader(undefined).request<string>({ method: 'GET', url });
}

test('the reference page and all it loads come from this service', async () => {
  const page = await load('/docs/');
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => String(link));
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    expect(link).not.toMatch(/^(https?:)?\/\//);
    const file = await load(new URL(link, 'http://localhost/docs/').pathname);
    expect(file.status, link).toBe(200);
  }
});

test('the document behind the page is the committed one', async () => {
  const served = await world
    .withHeader(undefined)
    .request<{ openapi: string; paths: object }>({ method: 'GET', url: '/docs/json' });
  expect(served.body.openapi).toBe('3.1.0');
  expect(Object.keys(served.body.paths)).toContain('/api/v1/appointments/');
});
