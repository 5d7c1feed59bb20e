import { HTTPException } from 'hono/http-exception'
import type { Workspace } from '../../../../core/workspace.ts'
import { type Checkpoint, listCheckpoints, pickModel } from '../named-models.ts'

/** The checkpoint that a client names. Error: 404 with what there is. */
export async function requireCheckpoint(workspace: Workspace, name: string): Promise<Checkpoint> {
  const checkpoints = await listCheckpoints(workspace)
  const found = pickModel(name, checkpoints)
  if (found !== undefined) return found
  const there = checkpoints.map(({ title }) => title).join(', ')
  throw new HTTPException(404, { message: `Checkpoint "${name}" not found. There are: ${there}.` })
}
