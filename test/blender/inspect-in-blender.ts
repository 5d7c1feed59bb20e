import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What Blender holds of one file it has opened. */
export interface BlenderFile {
  readonly objects: readonly {
    readonly name: string
    readonly triangles: number
    readonly min: number[]
    readonly max: number[]
    readonly uvLayers: string[]
    readonly firstUv: number[] | null
    readonly firstCorner: number[]
    readonly hidden: boolean
    readonly materials: string[]
  }[]
  readonly materials: readonly {
    readonly name: string
    readonly inputs: Record<
      string,
      { image: string; space: string; packed: boolean; size: number[]; through: string[] }[]
    >
  }[]
  readonly cameras: number
  readonly lights: number
  readonly collections: Record<string, number>
}

/** Opens the files in one run of Blender; none of our own code reads them. */
export async function inspectInBlender(blender: string, files: readonly string[]): Promise<BlenderFile[]> {
  const script = join(import.meta.dirname, 'inspect_files.py')
  const flags = ['--background', '--factory-startup', '-noaudio', '--python-exit-code', '1', '--python', script, '--']
  const { stdout } = await promisify(execFile)(blender, [...flags, ...files], { maxBuffer: 1 << 26, timeout: 100_000 })
  const line = stdout.split('\n').find((text) => text.startsWith('REPORT '))
  if (line === undefined) throw new Error(`Blender printed no report:\n${stdout}`)
  return JSON.parse(line.slice('REPORT '.length)) as BlenderFile[]
}
