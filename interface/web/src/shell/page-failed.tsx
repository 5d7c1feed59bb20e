import { isRouteErrorResponse, useRouteError } from 'react-router'
import { ApiError, toApiError } from '../api/api-error.ts'
import { ErrorState } from '../design/error-state.tsx'

/** When a page cannot be loaded or breaks while it is drawn; the rest of the studio goes on. */
export function PageFailed() {
  const error = useRouteError()
  return <ErrorState error={explain(error)} onRetry={() => location.reload()} />
}

function explain(error: unknown): ApiError {
  if (isRouteErrorResponse(error)) return new ApiError('internal', `${error.status} ${error.statusText}`)
  // The words differ between browsers; all name a module that could not be fetched.
  if (error instanceof TypeError && /import|module|fetch/i.test(error.message)) {
    return new ApiError('unreachable', 'This page of the studio could not be loaded.', {
      hint: 'The server is not running, or was updated meanwhile. Start it with: ai-workspace serve',
    })
  }
  return toApiError(error)
}
