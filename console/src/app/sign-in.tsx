import { type ReactNode, useState } from 'react';
import { api, isRefusal } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import { Preferences } from './appearance.tsx';
import styles from './sign-in.module.css';

/** The door: e-mail and password; in the demo also one click per sample person. */
export function SignIn(): ReactNode {
  const words = useWords();
  const { demo_accounts } = useWorkshop();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function signIn(as: { readonly email: string; readonly password: string }): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await api.signIn(as.email, as.password);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  const isWrong = isRefusal(error, 'http_401', 'http_400', 'invalid_token');
  return (
    <main className={styles.place}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width="40" height="40" />
          <h1>{words.common.product}</h1>
        </div>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void signIn({ email, password });
          }}
        >
          <TextField
            label={words.common.email}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <TextField
            label={words.common.password}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            errors={isWrong ? [words.common.wrongPassword] : []}
          />
          {error !== undefined && !isWrong && <ErrorMessage error={error} />}
          <Button type="submit" look="primary" busy={busy}>
            {words.common.signIn}
          </Button>
        </form>
        {demo_accounts.length > 0 && (
          <section className={styles.demo} aria-labelledby="demo-accounts">
            <h2 id="demo-accounts">{words.common.demoAccounts}</h2>
            <ul>
              {demo_accounts.map((account) => (
                <li key={account.email}>
                  <Button onClick={() => void signIn(account)}>
                    {account.name}
                    <span className={styles.role}>
                      {words.common.roles[account.role as keyof typeof words.common.roles]}
                    </span>
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div className={styles.preferences}>
          <Preferences />
        </div>
      </div>
    </main>
  );
}
