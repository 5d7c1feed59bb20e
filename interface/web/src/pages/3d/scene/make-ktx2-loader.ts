import type { WebGLRenderer } from 'three'
import { KTX2Loader } from 'three/examples/jsm/loaders/KTX2Loader.js'
import { replaceFunction } from './embind-invokers.ts'

/** A loader of KTX2 textures into what `renderer` can draw, which compiles no text in its workers. Dispose it when all are loaded. */
export async function makeKtx2Loader(renderer: WebGLRenderer): Promise<KTX2Loader> {
  const loader = new KTX2Loader().detectSupport(renderer)
  await loader.init()
  const source = await (await fetch(loader.workerSourceURL)).text()
  URL.revokeObjectURL(loader.workerSourceURL)
  loader.workerSourceURL = URL.createObjectURL(new Blob([`(${replaceFunction})(self);\n`, source]))
  return loader
}
