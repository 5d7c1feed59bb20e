import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { findBlender } from '../integrations/blender/find-blender.ts'

/** A program outside the workspace that some tests drive, and the Debian packages that bring it. */
export interface OutsideProgram {
  readonly title: string
  readonly commands: readonly string[]
  readonly debianPackages: readonly string[]
}

/** Every one a test may ask for; scripts/test.ts installs those that are missing where it may. */
export const outsidePrograms = {
  // numpy: without it Blender's glTF importer does not start.
  blender: { title: 'Blender', commands: ['blender'], debianPackages: ['blender', 'python3-numpy'] },
} as const satisfies Record<string, OutsideProgram>

/** Where Blender is, or undefined when this machine has none. */
export const blender: string | undefined = findBlender()?.path

/** Options for `test` that skip it, and say why, when the program it drives is not there. */
export function skipUnless(program: string | undefined, title: string): { skip: string | false } {
  return { skip: program === undefined ? `${title} is not installed` : false }
}

export function findOnPath(commands: readonly string[]): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const command of commands) {
      const file = path.join(folder, command)
      try {
        accessSync(file, constants.X_OK)
        return file
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined
}
