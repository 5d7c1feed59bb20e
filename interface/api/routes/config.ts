import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { configSchema } from '../../../base/config.ts'
import type { Settings } from '../../../core/config/settings.ts'
import type { ApiContext } from '../context.ts'
import { type ConfigView, configChangeSchema, configViewSchema } from '../schemas/config.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Settings']

const show = createRoute({
  method: 'get',
  path: '/config',
  tags,
  summary: 'Every setting: value, default, meaning, and what decides it.',
  responses: { 200: jsonAnswer(configViewSchema, 'The settings.'), ...failure },
})

const change = createRoute({
  method: 'patch',
  path: '/config',
  tags,
  summary: 'Change settings, all or none; they hold at once.',
  request: { body: jsonBody(configChangeSchema) },
  responses: { 200: jsonAnswer(configViewSchema, 'The settings after it.'), ...failure },
})

/** Settings: show, change. */
export function configRoutes({ workspace }: ApiContext) {
  const { settings } = workspace
  return routeApp()
    .openapi(show, (c) => c.json(viewConfig(settings), 200))
    .openapi(change, (c) => {
      const entries = Object.entries(c.req.valid('json'))
      settings.change(Object.fromEntries(entries.map(([key, value]) => [key, value ?? undefined])))
      return c.json(viewConfig(settings), 200)
    })
}

function viewConfig(settings: Settings): ConfigView {
  const secrets = settings.secrets()
  const values = Object.entries(settings.values).map(([section, fields]) => {
    const shown = Object.entries(fields).map(([name, value]) => [name, `${section}.${name}` in secrets ? '' : value])
    return [section, Object.fromEntries(shown)]
  })
  return {
    values: Object.fromEntries(values),
    schema: z.toJSONSchema(configSchema, { io: 'input' }),
    changed: settings.changed(),
    overridden: settings.overridden(),
    secrets,
    atNextStart: [...settings.atNextStart],
  }
}
