import { parentPort } from 'node:worker_threads'

// The thread's side of parallel.ts: import the module that is named, call its export, send back the value or the error.
parentPort?.on('message', async ({ module, name, argument }: { module: string; name: string; argument: unknown }) => {
  try {
    const exports = (await import(module)) as Record<string, (argument: unknown) => unknown>
    const run = exports[name]
    if (run === undefined) throw new Error(`${module} has no export "${name}".`)
    parentPort!.postMessage({ value: await run(argument) })
  } catch (error) {
    parentPort!.postMessage({ error })
  }
})
