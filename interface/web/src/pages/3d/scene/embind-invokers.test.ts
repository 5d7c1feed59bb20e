import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import vm from 'node:vm'
import { replaceFunction } from './embind-invokers.ts'

/** Of the transcoder, as much as is called here. */
interface Basis {
  initializeBasis(): void
  readonly KTX2File: new (bytes: Uint8Array) => { startTranscoding(): number; close(): void; delete(): void }
}

test('the transcoder of Basis Universal runs where no text may be compiled', async () => {
  const folder = import.meta.resolve('three/examples/jsm/libs/basis/')
  const file = (name: string) => readFileSync(new URL(name, folder))
  const strict = { strings: false, wasm: true }
  const scope = { WebAssembly, Uint8Array, performance, URL, location: { href: 'http://localhost/' } }
  const context = vm.createContext(
    { ...scope, importScripts: () => undefined, WorkerGlobalScope: Object },
    { codeGeneration: strict },
  )
  vm.runInContext('self = globalThis', context)
  assert.throws(() => vm.runInContext('Function("return 1")', context), { name: 'EvalError' })
  vm.runInContext(`(${replaceFunction})(self)`, context)
  vm.runInContext(file('basis_transcoder.js').toString(), context)
  const basis = await new Promise<Basis>((resolve) => {
    const module = { wasmBinary: file('basis_transcoder.wasm'), onRuntimeInitialized: () => resolve(module as never) }
    context['BASIS'](module)
  })
  basis.initializeBasis()
  const picture = new basis.KTX2File(new Uint8Array(100))
  assert.equal(picture.startTranscoding(), 0, 'a hundred zeros are no picture')
  picture.close()
  picture.delete()
  // The caller's own checks are kept.
  assert.throws(() => new (basis.KTX2File as unknown as new () => unknown)(), /KTX2File/)
})
