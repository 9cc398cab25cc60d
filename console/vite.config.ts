import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev` finds the service; its answers come from the same origin as the page. */
const SERVICE = 'http://localhost:8005';

/** Leaves a compressed copy beside each file, so that the service compresses nothing itself. */
function compressedCopies(): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const content = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), compressedCopies()],
  build: {
    target: 'es2022',
    // Small files inside the page would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    manifest: true,
  },
  server: { proxy: { '/api': SERVICE } },
});
