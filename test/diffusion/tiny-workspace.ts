import type { TestContext } from 'node:test'
import type { Asset } from '../../base/asset.ts'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import type { Workspace } from '../../core/workspace.ts'
import { temporaryFile, temporaryWorkspace } from '../temporary-workspace.ts'
import { type TinyModel, tinyModels } from './tiny-models.ts'

export interface TinyWorkspace {
  readonly workspace: Workspace
  /** Runs a node and gives its output. */
  // biome-ignore lint/suspicious/noExplicitAny: each node has an output of its own
  run(node: string, input: unknown): Promise<any>
  asset(id: string): Asset
  pixels(id: string): Promise<Pixels>
  /** Takes a picture in as an asset. */
  picture(pixels: Pixels): Promise<string>
}

/** A real workspace with tiny random networks installed. */
export async function tinyWorkspace(t: TestContext, ...names: readonly TinyModel[]): Promise<TinyWorkspace> {
  const models = await tinyModels(...names)
  t.after(() => models[Symbol.dispose]())
  const workspace = await temporaryWorkspace(t)
  const library = await workspace.library()
  for (const name of names) await library.add(models.path(name), {})
  const asset = (id: string) => workspace.assets.get(id)
  return {
    workspace,
    asset,
    async run(node, input) {
      const job = await workspace.queue.submit({ node, input })
      return (await workspace.queue.wait(job.id)).output
    },
    pixels: async (id) => decodeImage(workspace.assets.read(asset(id))),
    async picture(pixels) {
      const file = temporaryFile(t, 'picture.png', encodePng(pixels))
      return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
    },
  }
}
