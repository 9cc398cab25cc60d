import { ApiError } from '@servease/appointment-sdk/api-error';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyAppearance } from './app/appearance.tsx';
import { router } from './app/router.tsx';
import { SessionProvider } from './app/session.tsx';
import './ui/base.css';
import { WordsProvider } from './words/use-words.tsx';

const READ_TRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream of changes tells when something is old.
      staleTime: 30_000,
      // Without a network a screen says so, rather than wait for one in silence.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) =>
        failures < READ_TRIES && (!(error instanceof ApiError) || error.status === 0),
    },
    // A change that waited for a network would be made when nobody expects it any more.
    mutations: { networkMode: 'always' },
  },
});

applyAppearance();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the console.');
createRoot(root).render(
  <StrictMode>
    <WordsProvider>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </WordsProvider>
  </StrictMode>,
);
