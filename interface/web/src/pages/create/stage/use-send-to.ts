import { useChoices } from '../../../api/models.ts'
import type { Asset, Job } from '../../../api/wire.ts'
import { toast } from '../../../design/toast-store.ts'
import type { PictureRole, StartUse } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { usePutPicture } from '../pictures/use-put-picture.ts'
import { seedOfJob } from './result-of-job.ts'
import { useSubmit } from './use-submit.ts'

/** What a picture can become next: a place in the form, or a job of its own. */
export function useSendTo(job: Job) {
  const { putAsset } = usePutPicture()
  const { send } = useSubmit()
  const usual = useChoices().data?.models.find(({ isDefault }) => isDefault)
  const input = job.input as Readonly<Record<string, unknown>>
  const output = job.output as Readonly<Record<string, unknown>> | undefined
  // A picture that has its form behind it is a thing seen from one side.
  const form = typeof output?.['form'] === 'string' ? output['form'] : undefined
  const said = (title: string) => toast({ tone: 'success', title })
  return {
    canBeSolid: form !== undefined,
    start(asset: Asset, use: StartUse) {
      putAsset('start', asset)
      formStore.change((now) => ({ ...now, mode: 'image', use }))
      said('Now the start picture')
      if (usual?.builtIn === true && formStore.get().values['model'] === undefined) {
        toast({
          title: 'The built-in engine cannot begin from a picture.',
          detail: 'Choose a diffusion model in the form; Models has some to download.',
        })
      }
    },
    place(asset: Asset, place: PictureRole) {
      putAsset(place, asset)
      formStore.change((now) => ({ ...now, mode: 'image' }))
      said('Now the control picture')
    },
    texture(asset: Asset) {
      putAsset('surface', asset)
      formStore.change((now) => ({ ...now, mode: 'texture' }))
      said('Now the picture of the surface')
    },
    upscale: (asset: Asset) => send({ node: 'image.upscale', input: { image: asset.id } }),
    solid(asset: Asset) {
      if (form === undefined) return send({ node: 'mesh.relief', input: { map: asset.id, image: asset.id } })
      const seed = seedOfJob(job)
      const { prompt, negativePrompt, width, height, model } = input
      // The same words and seed: the picture comes from the cache, the mesh is new.
      const fields = { prompt, negativePrompt, width, height, model, seed, '3d': true }
      send({
        node: 'generate',
        input: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      })
    },
  }
}
