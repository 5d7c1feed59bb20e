import type { Job } from '../../../../base/job.ts'
import { assetOfReference } from '../../../../core/imaging/comfyui/plan.ts'
import type { ComfyFile, ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import type { Workspace } from '../../../../core/workspace.ts'

/** A picture as ComfyUI's clients ask for it: the query of /view. */
export interface ViewedFile {
  readonly filename: string
  readonly subfolder: string
  readonly type: ComfyFile['type']
}

/** What each output node of a finished prompt kept or shows. Names are given when they are first asked for, whoever ran the job. */
export function outputsOf(
  { comfy, assets }: Workspace,
  prompt: ComfyPrompt,
  job: Job,
): Record<string, { images: ViewedFile[] }> {
  if (job.state !== 'done') return {}
  const { plan } = prompt
  if (!prompt.named) {
    const pictures = plan.outputs.flatMap(({ pictures: references, type, ...output }) => {
      if (type === 'socket') return []
      return references.flatMap((reference) => {
        const assetId = assetOfReference(reference, plan, job.output)
        return assetId === undefined ? [] : [{ ...output, type, assetId }]
      })
    })
    comfy.name(prompt.id, pictures)
  }
  const outputs: Record<string, { images: ViewedFile[] }> = {}
  for (const { node, type, subfolder, name, assetId } of comfy.filesOf(prompt.id)) {
    // What was deleted for good is no output any more.
    if (node === undefined || assets.getMany([assetId]) === undefined) continue
    outputs[node] ??= { images: [] }
    outputs[node].images.push({ filename: name, subfolder, type })
  }
  return outputs
}

/** The pictures that a node sends to the client's WebSocket, as files. */
export function sentPictures({ assets }: Workspace, { plan }: ComfyPrompt, job: Job, node: unknown): Uint8Array[] {
  return plan.outputs
    .filter((output) => output.type === 'socket' && output.node === node)
    .flatMap(({ pictures }) => pictures)
    .flatMap((reference) => {
      const [asset] = assets.getMany([assetOfReference(reference, plan, job.output) ?? '']) ?? []
      return asset === undefined ? [] : [assets.read(asset)]
    })
}
