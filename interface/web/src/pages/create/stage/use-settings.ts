import { useChoices } from '../../../api/models.ts'
import { useNodes } from '../../../api/nodes.ts'
import type { Job } from '../../../api/wire.ts'
import { toast } from '../../../design/toast-store.ts'
import { applySettings, clearedForm, modeOf, partsOfSettings } from '../form/apply-settings.ts'
import type { CreateForm, PictureRole } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { usePutPicture } from '../pictures/use-put-picture.ts'
import { seedOfJob } from './result-of-job.ts'

export type Reuse = 'all' | 'prompt' | 'seed'

/** Takes settings of a job back into the form. */
export function useSettings() {
  const choices = useChoices().data
  const { data: nodes = [] } = useNodes()
  const { putId } = usePutPicture()
  const takeSettings = (job: Pick<Job, 'node' | 'input' | 'output'>, what: Reuse) => {
    const before = formStore.get()
    const seed = seedOfJob(job)
    const input = { ...(job.input as object), ...(seed === undefined ? {} : { seed }) }
    const settings = { node: job.node, input }
    const parts = partsOfSettings(settings, { choices, nodes })
    const wanted =
      what === 'all' ? parts : parts.filter(({ id }) => (what === 'seed' ? id === 'seed' : /prompt/i.test(id)))
    formStore.change((form) =>
      what === 'all'
        ? withoutPictures(applySettings(clearedForm(form, modeOf(settings)), settings, wanted))
        : { ...applySettings(form, settings, wanted), mode: form.mode },
    )
    if (what === 'all') void takePictures(input as Record<string, unknown>, job.node)
    toast({
      tone: 'success',
      title: { all: 'Took its settings over', prompt: 'Took its prompts over', seed: 'Took its seed over' }[what],
      action: { label: 'Undo', onSelect: () => formStore.change(() => before) },
    })
  }
  const takePictures = async (input: Record<string, unknown>, node: string) => {
    const fields: readonly (readonly [string, PictureRole])[] =
      node === 'texture.pbr'
        ? [['image', 'surface']]
        : [
            [node === 'image.outpaint' ? 'image' : 'start', 'start'],
            ['mask', 'mask'],
            ['controlImage', 'controlImage'],
          ]
    for (const [field, place] of fields) {
      const id = input[field]
      if (typeof id === 'string') await putId(place, id)
    }
    const use = node === 'image.outpaint' ? 'outpaint' : input['mask'] === undefined ? 'vary' : 'inpaint'
    formStore.change((form) => ({ ...form, use }))
  }
  return { takeSettings }
}

function withoutPictures(form: CreateForm): CreateForm {
  return { ...form, pictures: {} }
}
