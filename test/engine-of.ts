import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The engine among the children of a process (Linux). Throws where there is none. */
export function engineOf(pid: number): number {
  if (process.platform === 'linux') {
    for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const [, parent, command] = readProcess(entry)
      if (parent === pid && command.includes('engine-process')) return Number(entry)
    }
  }
  throw new Error('no engine is running')
}

function readProcess(entry: string): readonly [number, number, string] {
  try {
    const stat = readFileSync(join('/proc', entry, 'stat'), 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return [Number(entry), parent, readFileSync(join('/proc', entry, 'cmdline'), 'utf8')]
  } catch {
    // It ended between the listing and the look.
    return [0, 0, '']
  }
}
