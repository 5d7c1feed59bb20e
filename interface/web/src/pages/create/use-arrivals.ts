import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { getAssetSettings } from '../../api/assets.ts'
import { getJob } from '../../api/jobs.ts'
import { useChoices } from '../../api/models.ts'
import { useNodes } from '../../api/nodes.ts'
import { toast, toastError } from '../../design/toast-store.ts'
import { createModes } from './form/create-form.ts'
import { formStore } from './form/form-store.ts'
import { usePutPicture } from './pictures/use-put-picture.ts'
import { useSettings } from './stage/use-settings.ts'

/**
 * What other pages bring along: `/?image=ID` puts an asset into the form (`&as=inpaint|outpaint|control|texture` says where), `/?settings=ID`
 * takes an asset's settings over, `/?job=ID` those of a job, `/?prompt=words` words, `/?mode=image|texture|3d` says what is made. The address is plain again afterwards, so that a
 * reload does not do it twice.
 */
export function useArrivals(project: string | undefined): void {
  // Settings are compared with what the models and nodes offer.
  const [choices, nodes] = [useChoices().data, useNodes().data]
  const isReady = choices !== undefined && nodes !== undefined && project !== undefined
  const [parameters, setParameters] = useSearchParams()
  const { putId } = usePutPicture()
  const { takeSettings } = useSettings()
  const done = useRef('')
  const query = parameters.toString()
  useEffect(() => {
    if (!isReady || query === '' || done.current === query) return
    done.current = query
    setParameters({}, { replace: true })
    const arrived = new URLSearchParams(query)
    const prompt = arrived.get('prompt')
    if (prompt !== null) formStore.setValue('prompt', prompt)
    const mode = createModes.find((each) => each === arrived.get('mode'))
    if (mode !== undefined) formStore.change((form) => ({ ...form, mode }))
    const [image, asset, job] = ['image', 'settings', 'job'].map((name) => arrived.get(name))
    const as = arrived.get('as') ?? 'start'
    const take = async () => {
      if (job != null) return takeSettings(await getJob(job), 'all')
      if (asset != null) {
        const { node = '', input } = await getAssetSettings(asset)
        return takeSettings({ node, input, output: undefined }, 'all')
      }
      if (image == null) return
      if (as === 'texture') {
        await putId('surface', image)
        formStore.change((form) => ({ ...form, mode: 'texture' }))
      } else {
        await putId(as === 'control' ? 'controlImage' : 'start', image)
        const use = as === 'inpaint' || as === 'outpaint' ? as : 'vary'
        formStore.change((form) => ({ ...form, mode: 'image', ...(as === 'control' ? {} : { use }) }))
      }
      toast({ tone: 'success', title: 'It stands in the form now' })
    }
    take().catch(toastError)
  }, [isReady, query, setParameters, putId, takeSettings])
}
