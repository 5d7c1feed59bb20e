import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** The job of the crash tests: small, with every kind of file that the main job leaves. */
export const crashInput = {
  prompt: 'ancient stone statue',
  '3d': true,
  blender: false,
  width: 128,
  height: 128,
  textureSize: 256,
  triangles: 2000,
  seed: 5,
}

export interface Kill {
  /** The step after whose begin the time counts; absent: from the start of the process. */
  readonly step?: string
  readonly afterMs: number
  /** The main process alone, as a user's `kill -9` does, or its engine with it, as a power cut does. */
  readonly victims?: 'main' | 'all'
}

/**
 * A process that opens the workspace, submits the job and waits for it: what the CLI does, without its words. Returns how
 * long it lived, and whether it came to its end before it was killed.
 */
export async function runAndKill(home: string, kill?: Kill): Promise<{ lifeMs: number; ended: boolean }> {
  const program = `
    const { openWorkspace } = await import(${JSON.stringify(new URL('../core/workspace.ts', import.meta.url).href)})
    await using workspace = await openWorkspace({ home: ${JSON.stringify(home)}, environment: {} })
    workspace.queue.subscribe((event) => event.type === 'step-start' && console.log(event.step))
    const job = await workspace.queue.submit({ node: 'generate', input: ${JSON.stringify(crashInput)} })
    await workspace.queue.wait(job.id)
  `
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    // A process group of its own, so that both processes can be killed at the same moment.
    detached: true,
  })
  const exit = new Promise<boolean>((resolve) => child.once('exit', (code) => resolve(code === 0)))
  const end = () => {
    try {
      process.kill(kill?.victims === 'all' ? -child.pid! : child.pid!, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  if (kill !== undefined && kill.step === undefined) void sleep(kill.afterMs, undefined, { ref: false }).then(end)
  for await (const line of createInterface({ input: child.stdout })) {
    if (kill?.step === undefined || line !== kill.step) continue
    await sleep(kill.afterMs)
    end()
    break
  }
  return { ended: await exit, lifeMs: performance.now() - startedAt }
}
