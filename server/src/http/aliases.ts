import { splitUrl } from './urls.ts';

const API = '/api/v1/';

/**
 * Paths that callers in the platform use besides the real ones (contract 6.5): the gateway lets
 * only `/api/v1/appointments/…` through, and the admin dashboard doubles that segment.
 */
const ALIASES: readonly (readonly [alias: string, path: string])[] = [
  [`${API}appointments/time-slots`, `${API}time-slots`],
  [`${API}appointments/history`, `${API}history`],
  [`${API}appointments/appointments`, `${API}appointments`],
];

/** A path that no room serves. */
const NOWHERE = '/nowhere/';

/** The URL that is routed: the real one of an alias, and nowhere for a double slash (contract 1.1). */
export function routedUrl(url: string): string {
  // The router takes two slashes at an end for one.
  if (splitUrl(url).path.includes('//')) return NOWHERE;
  for (const [alias, path] of ALIASES) {
    const next = url.startsWith(alias) ? url[alias.length] : undefined;
    // Only whole segments count: `/appointments/historyX/` is no alias.
    if (url === alias || next === '/' || next === '?') return path + url.slice(alias.length);
  }
  return url;
}
