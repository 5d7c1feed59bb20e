import type { TestContext } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { type TinyModel, tinyModels } from '../diffusion/tiny-models.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

export interface TinyServer extends TestServer {
  readonly models: Awaited<ReturnType<typeof tinyModels>>
  /** A job through the workspace's own API, run whatever the cache knows; the pixels of the picture that it made. */
  draw(input: object): Promise<Pixels>
  /** Takes a picture in as an asset. */
  picture(pixels: Pixels): Promise<string>
}

/** A real server with tiny random networks installed. */
export async function tinyServer(t: TestContext, ...names: readonly TinyModel[]): Promise<TinyServer> {
  const models = await tinyModels(...names)
  t.after(() => models[Symbol.dispose]())
  const server = await startTestServer(t)
  const { workspace } = server
  const library = await workspace.library()
  for (const name of names) await library.add(models.path(name), {})
  return {
    ...server,
    models,
    async draw(input) {
      const { id } = await server.send<{ id: string }>('/api/v1/jobs', {
        ...{ node: 'image.generate', input, useCache: false },
      })
      const { output } = await workspace.queue.wait(id)
      return decodeImage(workspace.assets.read(workspace.assets.get((output as { image: string }).image)))
    },
    async picture(pixels) {
      const project = workspace.projects.current()
      const session = workspace.projects.currentSession(project, 4)
      const draft = { name: 'picture', kind: 'image', mediaType: 'image/png' } as const
      const origin = { project, session, jobId: '', recipe: undefined }
      return (await workspace.assets.put(draft, encodePng(pixels), origin)).id
    },
  }
}

/** The pixels of a PNG in base64, as dialects give it. */
export function pixelsOf(base64: string): Promise<Pixels> {
  return decodeImage(Buffer.from(base64, 'base64'))
}

/** A picture as requests carry it. */
export function base64Of(pixels: Pixels): string {
  return Buffer.from(encodePng(pixels)).toString('base64')
}
