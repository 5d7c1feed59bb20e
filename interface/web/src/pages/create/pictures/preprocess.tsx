import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getAsset } from '../../../api/assets.ts'
import { submitJob, waitForJob } from '../../../api/jobs.ts'
import { Button } from '../../../design/button.tsx'
import { toast, toastError } from '../../../design/toast-store.ts'
import { type PictureRef, withPicture } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { pictureOf } from './picture-ref.ts'

/** Nodes that turn a picture into what a ControlNet takes, with the field of their output; those that exist are offered. */
const preprocessors = [
  { node: 'image.depth', output: 'depth', label: 'Its depth' },
  { node: 'image.normal', output: 'normal', label: 'Its normals' },
  { node: 'image.edges', output: 'image', label: 'Its edges' },
  { node: 'image.invert', output: 'image', label: 'Its negative' },
] as const

/** Turns the control picture into a map of itself by a job, and takes that instead. */
export function Preprocess({ picture }: { picture: PictureRef }) {
  const { nodes } = useFormParts()
  const client = useQueryClient()
  const [running, setRunning] = useState<string>()
  const usable = preprocessors.filter(({ node }) => nodes.some(({ id }) => id === node))
  const run = async ({ node, output }: (typeof preprocessors)[number]) => {
    setRunning(node)
    try {
      const job = await waitForJob((await submitJob({ node, input: { image: picture.id } })).id)
      if (job.state === 'cancelled') return
      if (job.state !== 'done') {
        return toast({ tone: 'error', title: job.error?.message ?? 'It failed.', detail: job.error?.hint })
      }
      const id = (job.output as Readonly<Record<string, string>>)[output]!
      const asset = await getAsset(id)
      const next = pictureOf(asset)
      // Who has taken another picture meanwhile wants that one.
      formStore.change((form) =>
        form.pictures.controlImage?.id === picture.id
          ? withPicture(form, 'controlImage', {
              ...next,
              width: next.width || picture.width,
              height: next.height || picture.height,
            })
          : form,
      )
    } catch (error) {
      toastError(error)
    } finally {
      setRunning(undefined)
      void client.invalidateQueries({ queryKey: ['assets'] })
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-ink-faint">Take</span>
      {usable.map((each) => (
        <Button
          key={each.node}
          size="small"
          busy={running === each.node}
          disabled={running !== undefined}
          onClick={() => void run(each)}
        >
          {each.label}
        </Button>
      ))}
    </div>
  )
}
