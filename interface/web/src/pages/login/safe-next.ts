/** Where to go after the login: a path of this studio, never another site. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/'
  const url = new URL(next, 'http://studio')
  // '//host' and '/\host' are addresses of other hosts.
  return url.origin === 'http://studio' && !url.pathname.startsWith('/login') ? url.pathname + url.search : '/'
}
