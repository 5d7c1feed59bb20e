import { readdirSync, readFileSync } from 'node:fs'

/** Proportional set size is costly to read; a peak shorter than this may be missed. */
const SAMPLE_EVERY_MS = 50
/** Of one processor: a sample of gigabytes takes a tenth of a second, and the process waits for its pages meanwhile. */
const LARGEST_SHARE = 0.05

/**
 * Samples the memory of a process and all its descendants until stopped; `stop` gives the highest sum in MB. It adds
 * proportional set sizes (Linux /proc/<pid>/smaps_rollup), which count a page shared by n processes as 1/n in each, so
 * that the sum is the memory really taken.
 */
export function watchMemory(pid: number): { stop(): number } {
  let peakKb = 0
  const sample = () => {
    const start = performance.now()
    peakKb = Math.max(peakKb, sumOfTree(pid))
    const took = performance.now() - start
    timer = setTimeout(sample, Math.max(SAMPLE_EVERY_MS, took / LARGEST_SHARE))
  }
  let timer = setTimeout(sample, SAMPLE_EVERY_MS)
  return {
    stop() {
      clearTimeout(timer)
      return peakKb / 1024
    },
  }
}

function sumOfTree(root: number): number {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent === undefined) continue
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  let sum = 0
  const waiting = [root]
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    sum += proportionalSetSizeKb(pid)
    waiting.push(...(children.get(pid) ?? []))
  }
  return sum
}

function parentOf(pid: string): number | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The program's name, in brackets, may hold spaces and brackets itself: `pid (name) state parent …`.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[1] === undefined ? undefined : Number(fields[1])
}

function proportionalSetSizeKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

/** A process may be gone between being listed and being read. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
