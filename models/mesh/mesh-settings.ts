import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'

/** What a model's settings may say of how it is used. */
export const meshSettings = z.looseObject({
  /** Density at which its surface lies: TripoSR's own is 25. */
  threshold: z.number().positive().default(25),
  /** Points of the grid along each side. */
  mc_resolution: z.int().min(16).max(512).default(256),
  /** How much of the picture's side the thing takes. */
  foreground_ratio: z.number().min(0.1).max(1).default(0.85),
})

export type MeshSettings = z.output<typeof meshSettings>

/** Error: `bad-input`, naming the setting. */
export function readMeshSettings(settings: Readonly<Record<string, unknown>>, title: string): MeshSettings {
  const read = meshSettings.safeParse(settings)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new WorkspaceError('bad-input', `The setting ${issue!.path.join('.')} of ${title}: ${issue!.message}.`)
}
