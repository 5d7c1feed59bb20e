import type { TestContext } from 'node:test'
import type { Asset } from '../../base/asset.ts'
import type { WorkspaceEvent } from '../../base/job.ts'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import type { Workspace } from '../../core/workspace.ts'
import { temporaryFile, temporaryFolder, temporaryWorkspace } from '../temporary-workspace.ts'
import { type TinyModel, tinyModels } from './tiny-models.ts'

export interface TinyWorkspace {
  readonly workspace: Workspace
  readonly models: Awaited<ReturnType<typeof tinyModels>>
  /** Runs a node and gives its output. */
  // biome-ignore lint/suspicious/noExplicitAny: each node has an output of its own
  run(node: string, input: unknown, onEvent?: (event: WorkspaceEvent) => void): Promise<any>
  /** The small picture that tests begin from, with what is asked beyond it. */
  make(input?: object): Promise<Pixels>
  asset(id: string): Asset
  pixels(id: string): Promise<Pixels>
  /** Takes a picture in as an asset. */
  picture(pixels: Pixels): Promise<string>
}

/** 64 × 64 is the least that is taken, and three steps are the first, one in the middle and the last. */
export const small = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3 } as const

/** A real workspace with tiny random networks installed. */
export function tinyWorkspace(t: TestContext, ...names: readonly TinyModel[]): Promise<TinyWorkspace> {
  return tinyWorkspaceIn(t, temporaryFolder(t), ...names)
}

/** The same in a folder that is there already, with settings in it. */
export async function tinyWorkspaceIn(
  t: TestContext,
  home: string,
  ...names: readonly TinyModel[]
): Promise<TinyWorkspace> {
  const models = await tinyModels(...names)
  t.after(() => models[Symbol.dispose]())
  const workspace = await temporaryWorkspace(t, home)
  const library = await workspace.library()
  for (const name of names) await library.add(models.path(name), {})
  const asset = (id: string) => workspace.assets.get(id)
  const run: TinyWorkspace['run'] = async (node, input, onEvent) => {
    const job = await workspace.queue.submit({ node, input })
    return (await workspace.queue.wait(job.id, onEvent === undefined ? {} : { onEvent })).output
  }
  const self: TinyWorkspace = {
    workspace,
    models,
    asset,
    run,
    make: async (input = {}) => self.pixels((await run('image.generate', { ...small, ...input })).image),
    pixels: async (id) => decodeImage(workspace.assets.read(asset(id))),
    async picture(pixels) {
      const file = temporaryFile(t, 'picture.png', encodePng(pixels))
      return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
    },
  }
  return self
}
