import { createHash } from 'node:crypto'
import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'

export interface Blender {
  readonly path: string
  /** Changes when another Blender is installed: from the program file's own place, size and time, so that nothing is started. */
  readonly stamp: string
}

/**
 * The Blender of this machine, or undefined. `AI_WORKSPACE_BLENDER`, else the setting, names it or says `none`; else it is looked for on the
 * PATH and where its installers put it.
 */
export function findBlender({
  environment = process.env,
  platform = process.platform,
  configured = '',
}: {
  environment?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
  /** The setting `blender.path`. */
  configured?: string
} = {}): Blender | undefined {
  const named = environment['AI_WORKSPACE_BLENDER'] || configured
  if (named === 'none') return undefined
  if (named !== undefined && named !== '') {
    // A Mac user names the application; the program lies inside it.
    const path = named.endsWith('.app') ? join(named, 'Contents/MacOS/Blender') : named
    if (isProgram(path)) return withStamp(path)
    throw new WorkspaceError('config-invalid', `The setting for Blender names "${named}", which is no program.`, {
      hint: 'Give AI_WORKSPACE_BLENDER the full path of the blender program, or "none" to go without.',
    })
  }
  const path = places(environment, platform).find(isProgram)
  return path === undefined ? undefined : withStamp(path)
}

/** What a result that Blender has a part in depends on: which one there is, in a few words. */
export function blenderStamp({ blender }: Config): string {
  return findBlender({ configured: blender.path })?.stamp ?? 'no Blender'
}

function places(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const program = platform === 'win32' ? 'blender.exe' : 'blender'
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => `${folder}${sep}${program}`)
  switch (platform) {
    case 'darwin': {
      const inBundle = 'Blender.app/Contents/MacOS/Blender'
      return [...onPath, join('/Applications', inBundle), join(homedir(), 'Applications', inBundle)]
    }
    case 'win32': {
      const folder = join(environment['ProgramFiles'] ?? 'C:\\Program Files', 'Blender Foundation')
      const versions = ['5.1', '5.0', '4.5', '4.4', '4.3', '4.2', '4.1', '4.0', '3.6']
      return [...onPath, ...versions.map((version) => join(folder, `Blender ${version}`, program))]
    }
    default:
      return [...onPath, '/usr/bin/blender', '/usr/local/bin/blender', '/snap/bin/blender', '/opt/blender/blender']
  }
}

function isProgram(path: string): boolean {
  try {
    // Most places hold nothing: told so without an exception, of which a dozen take half a millisecond.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function withStamp(path: string): Blender {
  const file = realpathSync.native(path)
  const { size, mtimeMs } = statSync(file)
  return { path, stamp: createHash('sha256').update(`${file} ${size} ${mtimeMs}`).digest('hex').slice(0, 16) }
}
