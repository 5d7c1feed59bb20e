import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const script = path.resolve(import.meta.dirname, '../scripts/make-checkpoint.ts')

/** A full-size checkpoint of random numbers in the system's folder for temporary files, written the first time. */
export async function randomCheckpoint(architecture: 'sd15' | 'sdxl'): Promise<{ file: string; folder: string }> {
  const folder = path.join(tmpdir(), 'ai-workspace-bench-models')
  const file = path.join(folder, `random-${architecture}.safetensors`)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) await promisify(execFile)(process.execPath, [script, '--architecture', architecture, file])
  return { file, folder: path.join(folder, 'packed') }
}
