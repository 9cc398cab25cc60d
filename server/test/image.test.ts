import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}

interface Definitions {
  readonly queues: readonly object[];
  readonly users: readonly { readonly name: string; readonly password: string }[];
}

// `npm run prove:image` carries the Dockerfile out; this only keeps its promises in sight.
describe('the image', () => {
  const stages = read('Dockerfile')
    .split(/^(?=FROM )/m)
    .slice(1);
  const [build = '', last = ''] = stages;

  test('is Node 24 on Debian slim, and not run by root', () => {
    expect(stages).toHaveLength(2);
    expect(last).toMatch(/^FROM node:24-bookworm-slim$/m);
    expect(last.match(/^USER .*$/gm)).toEqual(['USER node']);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  });

  test('is without what only the development needs', () => {
    expect(build).toMatch(/npm prune --omit=dev/);
    expect(last).not.toMatch(/npm (ci|install)/);
    expect(last).not.toMatch(/server\/(src|test)/);
  });

  test('starts the service itself, without a shell that would keep signals from it', () => {
    expect(last).toMatch(/^ENTRYPOINT \["node", "server\/dist\/cli\.js"\]$/m);
    expect(last).toMatch(/^CMD \["serve"\]$/m);
  });

  test('is built from the sources alone', () => {
    const [everything, ...rules] = read('.dockerignore').trim().split('\n');
    expect(everything).toBe('*');
    expect(rules).toContain('**/*.test.ts');
    expect(rules.filter((rule) => /^!.*(\.data|\.env|test|node_modules|\*)/.test(rule))).toEqual(
      [],
    );
  });
});

describe('the compose file', () => {
  const { services }: Compose = parse(read('docker-compose.yml'));
  const service = services['appointment-service'];

  test('has the service and what it stands on', () => {
    expect(Object.keys(services)).toEqual(['appointment-service', 'postgres', 'redis', 'rabbitmq']);
    expect(service?.ports).toEqual(['8005:8005']);
    expect(service?.environment).toMatchObject({ DEMO: 'on', REDIS_HOST: 'redis' });
  });

  test('mounts nothing over the program', () => {
    expect(service?.volumes).toEqual(['demo:/app/.data']);
  });

  test('has the queue as its consumer declares it, and the user that is the default', () => {
    const { queues, users }: Definitions = JSON.parse(read('deploy/rabbitmq-definitions.json'));
    expect(queues).toEqual([
      {
        name: 'notification_events',
        vhost: '/',
        durable: true,
        auto_delete: false,
        arguments: { 'x-message-ttl': 86_400_000, 'x-max-length': 10_000 },
      },
    ]);
    expect(users).toMatchObject([{ name: 'admin', password: 'admin123' }]);
  });
});

test('the README says which line of the platform hides the built image', () => {
  const section = /^## Docker\n(.*?)^## /ms.exec(read('README.md'))?.[1] ?? '';
  for (const command of [
    'docker build -t appointment-service .',
    'docker run -p 8005:8005 appointment-service',
    'docker-compose up appointment-service',
  ])
    expect(section).toContain(command);
  expect(section).toMatch(/remove the volume that mounts this folder over `\/app`/);
});
