import { createHash, randomInt } from 'node:crypto'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Config } from '../../base/config.ts'
import type { Node } from '../../base/node.ts'
import type { ProjectStore } from '../storage/project-store.ts'
import { chooseSeeds } from './asset-fields.ts'
import { loadNode } from './discovery.ts'
import type { NewJob } from './job-store.ts'
import { explainInput } from './parse-input.ts'

export interface JobRequest {
  readonly node: string
  readonly input: unknown
  /** Absent: the current project. */
  readonly projectId?: string
  /** Absent: the running session, or a new one after a pause. */
  readonly session?: string
  readonly priority?: number
  /** False runs every node again, whatever the cache knows. */
  readonly useCache?: boolean
  /** The turn of a conversation that asks for it: what the job changes is undone with that. */
  readonly turn?: string
}

/** Checks a request and fills in what it leaves open: the defaults, a seed for −1, the current project and its session. */
export async function readRequest(
  { node: id, input, projectId, session, priority = 0, useCache = true, turn }: JobRequest,
  { projects, config }: { readonly projects: ProjectStore; readonly config: Config },
): Promise<{ node: Node; job: NewJob }> {
  const node = await loadNode(id)
  const parsed = chooseSeeds(node.input, explainInput(node, input), () => randomInt(2 ** 31))
  const project = projectId === undefined ? projects.current() : projects.get(projectId)
  const sitting = session ?? projects.currentSession(project, config.projects.sessionGapHours)
  return { node, job: { node: id, input: parsed, projectId: project.id, session: sitting, priority, useCache, turn } }
}

/** What makes two submissions the same request. */
export function hashRequest({ node, input, projectId, session }: JobRequest): string {
  return createHash('sha256').update(canonicalJson({ node, input, projectId, session })).digest('hex')
}
