export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** Where tokens are kept between requests. */
export interface TokenStore {
  read(): Tokens | undefined;
  write(tokens: Tokens | undefined): void;
  /** Runs `work` while nobody else who shares the tokens refreshes them. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Who a token was given to. */
export interface Person {
  readonly id: string;
  readonly role: 'customer' | 'employee' | 'admin';
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Keeps tokens as long as the process lives. */
export function memoryTokens(): TokenStore {
  let held: Tokens | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: () => held,
    write(tokens) {
      held = tokens;
    },
    async exclusively(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return await turn;
    },
  };
}

/** Reads whom an access token names; only the service can tell whether it is genuine. */
export function personIn(access: string): Person {
  const body = (access.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(body), (letter) => letter.codePointAt(0) ?? 0);
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const text = (name: string): string => String(claims[name] ?? '');
  return {
    id: text('user_id').toLowerCase(),
    role: text('user_role') as Person['role'],
    email: text('email'),
    firstName: text('first_name'),
    lastName: text('last_name'),
  };
}
