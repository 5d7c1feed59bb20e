import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type OutsideProgram, outsidePrograms } from '../test/outside-programs.ts'

/** Long enough for some hundred megabytes over a slow line; then the tests run without. */
const INSTALL_TIMEOUT_MS = 15 * 60_000

/**
 * Brings the outside programs that `testFiles` use and this machine lacks: with apt-get when we are root on Debian,
 * otherwise it only names them. Says what it does through `say`; tests of a program that stays missing skip themselves.
 */
export function installOutsidePrograms(
  root: string,
  testFiles: readonly string[],
  { say, programs = outsidePrograms }: { say: (line: string) => void; programs?: typeof outsidePrograms },
): void {
  const used = programsUsedBy(root, testFiles, programs)
  const missing = used.filter((program) => program.wanted && program.find() === undefined)
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const packages = missing.flatMap((program) => program.debianPackages)
    say(`Installing for the tests: apt-get install ${packages.join(' ')}`)
    const failure = aptGet(['update']) ?? aptGet(['install', '--yes', '--no-install-recommends', ...packages])
    if (failure !== undefined) say(`apt-get failed: ${failure}`)
  }
  for (const program of used) {
    if (program.find() === undefined) {
      say(
        `${program.title} is missing: its tests are skipped. On Debian: sudo apt-get install ${program.debianPackages.join(' ')}`,
      )
    }
  }
}

/** A test names the programs it drives by importing them from test/outside-programs.ts. */
function programsUsedBy(
  root: string,
  testFiles: readonly string[],
  programs: typeof outsidePrograms,
): OutsideProgram[] {
  const sources = testFiles
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .filter((source) => source.includes('outside-programs.ts'))
  return Object.entries(programs)
    .filter(([name]) => sources.some((source) => new RegExp(`\\b${name}\\b`).test(source)))
    .map(([, program]) => program)
}

function aptGet(args: readonly string[]): string | undefined {
  const result = spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  })
  if (result.status === 0) return undefined
  return result.error?.message ?? result.stderr.trim().split('\n').at(-1) ?? `exit code ${result.status}`
}
