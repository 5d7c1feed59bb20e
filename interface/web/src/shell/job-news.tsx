import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { isCreateNode } from '../api/create-nodes.ts'
import { onEvent } from '../api/events.ts'
import { getJob } from '../api/jobs.ts'
import type { Job } from '../api/wire.ts'
import { toast } from '../design/toast-store.ts'
import { jobTitle } from '../format/job-title.ts'
import { notices } from '../notices.ts'

/**
 * Says how jobs end where it would be missed: failures on every page that does not show the job itself, and while the studio is out of sight, where a person
 * wants that, by the browser's own notification.
 */
export function JobNews() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  useEffect(() => {
    const show = (job: Job) => void navigate(`/jobs?job=${job.id}`)
    return onEvent((event) => {
      if (event.type !== 'job-end' || event.state === 'cancelled') return
      const failed = event.state === 'failed'
      const outOfSight = document.hidden && notices.get()
      if (!outOfSight && (!failed || pathname === '/jobs')) return
      void client
        .fetchQuery({ queryKey: ['jobs', 'one', event.jobId], queryFn: () => getJob(event.jobId), staleTime: 0 })
        .then(
          (job) => {
            if (outOfSight) notify(job, () => show(job))
            if (!failed || pathname === '/jobs' || (pathname === '/' && isCreateNode(job.node))) return
            toast({
              tone: 'error',
              title: `Failed: ${jobTitle(job.label)}`,
              detail: job.error?.message,
              action: { label: 'Show', onSelect: () => show(job) },
            })
          },
          // Without an answer there is nothing to say of it; that the server is gone is said elsewhere.
          () => undefined,
        )
    })
  }, [client, navigate, pathname])
  return null
}

function notify(job: Job, onShow: () => void): void {
  const notification = new Notification(
    job.state === 'failed' ? `Failed: ${jobTitle(job.label)}` : `Done: ${jobTitle(job.label)}`,
    {
      icon: '/icons/icon-192.png',
      // The same job tried again replaces what was said of it.
      tag: job.id,
      ...(job.error === undefined ? {} : { body: job.error.message }),
    },
  )
  notification.onclick = () => {
    window.focus()
    onShow()
    notification.close()
  }
}
