import { useChoices } from '../../../api/models.ts'
import { useNodes } from '../../../api/nodes.ts'
import type { Job } from '../../../api/wire.ts'
import { toast } from '../../../design/toast-store.ts'
import { applySettings, clearedForm, modeOf, partsOfSettings } from '../form/apply-settings.ts'
import type { CreateForm, PictureRole } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { usePutPicture } from '../pictures/use-put-picture.ts'
import { seedOfJob } from './result-of-job.ts'

/** `varied`: all, with a little of another seed's noise mixed in. */
export type Reuse = 'all' | 'varied' | 'prompt' | 'seed'

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
    const isWhole = what === 'all' || what === 'varied'
    const wanted = isWhole ? parts : parts.filter(({ id }) => (what === 'seed' ? id === 'seed' : /prompt/i.test(id)))
    formStore.change((form) =>
      isWhole
        ? withoutPictures(applySettings(clearedForm(form, modeOf(settings)), settings, wanted))
        : { ...applySettings(form, settings, wanted), mode: form.mode },
    )
    if (what === 'varied') {
      const [other] = crypto.getRandomValues(new Uint32Array(1))
      formStore.setValue('variationSeed', other)
    }
    if (isWhole) void takePictures(input as Record<string, unknown>, job.node)
    toast({
      tone: 'success',
      title: {
        all: 'Took its settings over',
        varied: 'Took its settings over, with a variation',
        prompt: 'Took its prompts over',
        seed: 'Took its seed over',
      }[what],
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
