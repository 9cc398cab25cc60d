import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerErrors } from '../src/answer-errors.ts';
import { serveConsole } from '../src/http/console.ts';
import { keepConventions } from '../src/http/conventions.ts';

const PAGE = '<!doctype html><title>Appointments</title>';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let folder: string;
let app: FastifyInstance;

function open(consoleFolder: string): FastifyInstance {
  const opened = Fastify();
  keepConventions(opened, ['*']);
  answerErrors(opened);
  serveConsole(opened, consoleFolder);
  return opened;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'servease-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets/main-1a2b.js'), 'export {};');
  app = open(folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('the console', () => {
  test.each(['/', '/board', '/board?date=2026-11-23', '/appointments/7', '/sign-in'])(
    'is the page that a browser gets at %s',
    async (url) => {
      const answer = await app.inject({ url, headers: HTML });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe(PAGE);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  test('may load only what this service serves, and be framed by nobody', async () => {
    const { headers } = await app.inject({ url: '/', headers: HTML });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
  });

  test('is sent compressed to whoever takes that', async () => {
    writeFileSync(join(folder, 'assets/main-1a2b.js.gz'), gzipSync('export {};'));
    const url = '/assets/main-1a2b.js';
    const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe('export {};');
    expect(packed.headers.vary).toContain('Accept-Encoding');
    const plain = await app.inject({ url });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  test('has files whose names change with their content, to be kept for ever', async () => {
    const file = await app.inject({ url: '/assets/main-1a2b.js' });
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toMatch(/javascript/);
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const icon = await app.inject({ url: '/icon.svg' });
    expect(icon.headers['content-type']).toMatch(/^image\/svg\+xml/);
  });
});

describe('everything else is a 404 in JSON', () => {
  test.each([
    ['the start, to a program', 'GET', '/', { accept: 'application/json' }],
    ['a path with a double slash, to a browser too', 'GET', '/api/v1//appointments/', HTML],
    ['one that begins with two', 'GET', '//api/v1/appointments/', HTML],
    ['a path of the API, to a browser too', 'GET', '/api/v1/nothing/', HTML],
    ['the API itself', 'GET', '/api', HTML],
    ['a health check that is none', 'GET', '/health/nothing/', HTML],
    ['a screen, to a program', 'GET', '/board', { accept: 'application/json' }],
    ['a screen, to a program that says nothing', 'GET', '/board', {}],
    ['what is sent to a screen', 'POST', '/board', HTML],
    ['a file that is not there', 'GET', '/assets/other.js', HTML],
    ['another file', 'GET', '/favicon.ico', HTML],
    ['a way out in clear', 'GET', '/assets/../../package.json', HTML],
  ] as const)('%s', async (_, method, url, headers) => {
    const answer = await app.inject({ method, url, headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ detail: 'Not found.' });
    // Another process of the service may have it in a moment.
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  test('a way out of the folder is refused', async () => {
    const answer = await app.inject({ url: '/assets/..%2f..%2fpackage.json', headers: HTML });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ detail: expect.any(String) });
  });

  test('where no console has been built', async () => {
    const bare = open(join(folder, 'nothing'));
    const answer = await bare.inject({ url: '/', headers: HTML });
    expect(answer.json()).toEqual({ detail: 'Not found.' });
    await bare.close();
  });
});
