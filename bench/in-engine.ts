import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { engineEnvironment } from '../models/graph/engine-environment.ts'

/**
 * Runs a program of this folder in a process of its own that is started as the engine is (core/pipeline/engine.ts): with its allocator's
 * settings, and with the code that it compiled before. Gives the JSON that it prints.
 */
export async function inEngine<Measured>(program: string, options: readonly string[]): Promise<Measured> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.resolve(import.meta.dirname, program), ...options],
    {
      env: engineEnvironment({
        ...process.env,
        NODE_COMPILE_CACHE: path.join(tmpdir(), 'ai-workspace-bench-models', 'compiled'),
      }),
    },
  )
  return JSON.parse(stdout) as Measured
}
