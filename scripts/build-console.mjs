// Builds the console for `npm start` when its sources are newer than the last build.

import { resolve } from 'node:path';
import { isFresh } from './newest.mjs';

const SOURCES = ['console/src', 'console/public', 'console/index.html', 'console/vite.config.ts'];
const ALSO = ['sdk/src', 'package-lock.json'];

if (!isFresh('console/dist/index.html', [...SOURCES, ...ALSO])) {
  console.log('Building the console …');
  // Whoever starts this may be a test; what is built is what people get.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ root: resolve(import.meta.dirname, '../console'), logLevel: 'error' });
}
