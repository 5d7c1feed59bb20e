import { existsSync } from 'node:fs'
import { findBlender } from '../core/config/find-blender.ts'

/** Where Debian, other Linux systems and macOS put the browser that the studio is tested in. */
const chromiumPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const findChromium = () =>
  [process.env['AI_WORKSPACE_CHROMIUM'] ?? '', ...chromiumPlaces].find((place) => existsSync(place))

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
  chromium: {
    title: 'Chromium',
    find: findChromium,
    wanted: process.env['AI_WORKSPACE_CHROMIUM'] !== 'none',
    debianPackages: ['chromium'],
  },
}

/** Where Blender is, or undefined when this machine has none. */
export const blender: string | undefined = findBlender()?.path

/** Where Chromium is, or undefined when this machine has none. */
export const chromium: string | undefined = findChromium()

/** Options for `test` that skip it, and say why, when the program it drives is not there. */
export function skipUnless(program: string | undefined, title: string): { skip: string | false } {
  return { skip: program === undefined ? `${title} is not installed` : false }
}
