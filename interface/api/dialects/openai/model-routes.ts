import { Hono } from 'hono'
import type { ApiContext } from '../../context.ts'
import { findModel, listCheckpoints } from '../named-models.ts'
import { refuse } from './answer-error.ts'

/** GET /models and /models/{id}: what makes pictures here, then what talks. */
export function modelRoutes({ workspace }: ApiContext): Hono {
  const list = async () => {
    const { inventory } = await workspace.library()
    return (await listCheckpoints(workspace)).map((checkpoint) => {
      const { id, builtIn, isServer } = checkpoint
      const addedAt = builtIn ? undefined : inventory.get(id).addedAt
      const view = {
        id,
        object: 'model',
        created: addedAt === undefined ? 0 : Math.floor(Date.parse(addedAt) / 1000),
        owned_by: builtIn ? 'ai-workspace' : isServer ? 'server' : 'local',
      }
      return { checkpoint, view }
    })
  }
  const talking = () =>
    workspace.language.list().map(({ id, kind }) => ({
      id,
      object: 'model',
      created: 0,
      owned_by: kind === 'built-in' ? 'ai-workspace' : kind === 'server' ? 'server' : 'local',
    }))
  return new Hono()
    .get('/models', async (c) =>
      c.json({ object: 'list', data: [...(await list()).map(({ view }) => view), ...talking()] }),
    )
    .get('/models/:id{.+}', async (c) => {
      const id = c.req.param('id')
      const talks = talking().find((each) => each.id === id)
      if (talks !== undefined) return c.json(talks)
      const models = await list()
      const found = findModel(
        id,
        models.map(({ checkpoint }) => checkpoint),
      )
      if (found === undefined)
        refuse(`The model '${id}' does not exist.`, { param: 'model', code: 'model_not_found' }, 404)
      return c.json(models.find(({ checkpoint }) => checkpoint.id === found.id)!.view)
    })
}
