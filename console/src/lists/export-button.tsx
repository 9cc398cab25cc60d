import { apiErrorOf } from '@servease/appointment-sdk/api-error';
import { type ReactNode, useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { useNotify } from '../ui/notices.tsx';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { filterOf } from './list-filter.ts';
import type { ListSearch } from './list-search.ts';

/** Saves everything that the filters let through as a CSV file. */
export function ExportButton({ search }: { readonly search: ListSearch }): ReactNode {
  const words = useWords();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);

  async function run(): Promise<void> {
    setBusy(true);
    try {
      saveAs(await exported(search), 'appointments.csv');
      notify({ text: words.lists.exported });
    } catch (error) {
      notify({ text: errorTexts(error, words).join(' '), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button busy={busy} onClick={() => void run()}>
      {words.lists.export}
    </Button>
  );
}

async function exported(search: ListSearch): Promise<Blob> {
  const { page: _, ...filter } = filterOf(search);
  const url = new URL('/api/v1/appointments/export/', location.origin);
  for (const [name, value] of Object.entries(filter)) url.searchParams.set(name, value);
  const headers = { accept: 'text/csv, application/problem+json' };
  const answer = await api.send(new Request(url, { headers }));
  if (!answer.ok) throw await apiErrorOf(answer);
  return await answer.blob();
}

function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser starts to read the file after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
