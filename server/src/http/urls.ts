/** A request's path and its query without the question mark, if it has one. */
export function splitUrl(url: string): {
  readonly path: string;
  readonly query: string | undefined;
} {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: undefined };
  return { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
