import type { QueryClient } from '@tanstack/react-query'

/**
 * Has what is shown of these queries fetched anew, and the rest when it is shown next. A load that nothing watches yet, or
 * that is the first, is not begun anew by `invalidateQueries`, though what it brings may be from before the change: it is
 * asked for once more when it has ended.
 */
export function markStale(client: QueryClient, queryKey: readonly unknown[]): void {
  const loading = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
  for (const query of loading) {
    if (query.isActive() && query.state.data !== undefined) continue
    const again = () => void client.invalidateQueries({ queryKey: query.queryKey, exact: true })
    query.promise?.then(again, again)
  }
  void client.invalidateQueries({ queryKey })
}
