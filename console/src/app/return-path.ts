const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: the address that a stranger asked for, where it is one of this page
 * and more than the door or the start. Anybody can write an address into a link.
 */
export function returnPath(wanted: string | undefined): string | undefined {
  if (wanted === undefined || !wanted.startsWith('/')) return undefined;
  if (!URL.canParse(wanted, HERE)) return undefined;
  const url = new URL(wanted, HERE);
  if (url.origin !== HERE || url.pathname.startsWith('//')) return undefined;
  if (url.pathname === '/' || /^\/sign-in\/?$/.test(url.pathname)) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
