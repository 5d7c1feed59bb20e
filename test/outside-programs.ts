import { findBlender } from '../core/config/find-blender.ts'

/** A program outside the workspace that some tests drive, and the Debian packages that bring it. */
export interface OutsideProgram {
  readonly title: string
  readonly find: () => string | undefined
  /** False where the person who runs the tests has said to go without it. */
  readonly wanted: boolean
  readonly debianPackages: readonly string[]
}

/** Every one a test may ask for; scripts/test.ts installs those that are missing where it may. */
export const outsidePrograms: Readonly<Record<string, OutsideProgram>> = {
  blender: {
    title: 'Blender',
    find: () => findBlender()?.path,
    wanted: process.env['AI_WORKSPACE_BLENDER'] !== 'none',
    // numpy: without it Blender's glTF importer does not start.
    debianPackages: ['blender', 'python3-numpy'],
  },
}

/** Where Blender is, or undefined when this machine has none. */
export const blender: string | undefined = findBlender()?.path

/** Options for `test` that skip it, and say why, when the program it drives is not there. */
export function skipUnless(program: string | undefined, title: string): { skip: string | false } {
  return { skip: program === undefined ? `${title} is not installed` : false }
}
