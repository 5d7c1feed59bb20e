import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { onEvent } from '../api/events.ts'
import { getJob } from '../api/jobs.ts'
import { toast } from '../design/toast-store.ts'

/** Says when a job fails while another page is open; the jobs page shows it by itself. */
export function JobFailures() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const onJobsPage = useLocation().pathname === '/jobs'
  useEffect(() => {
    if (onJobsPage) return
    return onEvent((event) => {
      if (event.type !== 'job-end' || event.state !== 'failed') return
      void client
        .fetchQuery({ queryKey: ['jobs', 'one', event.jobId], queryFn: () => getJob(event.jobId), staleTime: 0 })
        .then(
          (job) =>
            toast({
              tone: 'error',
              title: `Failed: ${job.label}`,
              detail: job.error?.message,
              action: { label: 'Show', onSelect: () => void navigate(`/jobs?job=${job.id}`) },
            }),
          // Without an answer there is nothing to say of it; that the server is gone is said elsewhere.
          () => undefined,
        )
    })
  }, [client, navigate, onJobsPage])
  return null
}
