/** What is said about the connection; mostly nothing. */
export type ConnectionNews = 'lost' | 'found' | undefined;

/** A stream that ends in good order, hourly or at a deploy, is back before anybody need know. */
const PATIENCE_MS = 2_000;
const GOOD_NEWS_MS = 4_000;

interface Listener {
  readonly onNews: (news: ConnectionNews) => void;
  /** Called at every start of a connection, said or not. */
  readonly onConnected: () => void;
  /** Whether the browser knows that it has no network. */
  readonly isOffline: () => boolean;
}

interface ConnectionWatch {
  /** Takes what the stream tells about itself; the same may be told many times. */
  readonly tell: (isConnected: boolean) => void;
  readonly stop: () => void;
}

/** Says that the connection is lost once that lasts, and that it is back for a short while. */
export function watchConnection({ onNews, onConnected, isOffline }: Listener): ConnectionWatch {
  let news: ConnectionNews;
  let isConnected = false;
  let wasConnected = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(next: ConnectionNews): void {
    news = next;
    onNews(next);
  }
  function sayLater(next: ConnectionNews, milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => say(next), milliseconds);
  }

  function connected(): void {
    clearTimeout(timer);
    if (news === 'lost') say('found');
    if (news === 'found') sayLater(undefined, GOOD_NEWS_MS);
    onConnected();
  }

  return {
    tell(now) {
      const isNew = now !== isConnected;
      isConnected = now;
      wasConnected ||= now;
      if (now) {
        if (isNew) connected();
      } else if (wasConnected && news !== 'lost') {
        if (isOffline()) {
          clearTimeout(timer);
          say('lost');
        } else if (isNew) sayLater('lost', PATIENCE_MS);
      }
    },
    stop: () => clearTimeout(timer),
  };
}
