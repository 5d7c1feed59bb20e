import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { ApiContext } from '../context.ts'
import type { ApiDescription } from './describe-api.ts'

const files = { 'docs.css': 'text/css; charset=utf-8', 'docs.js': 'text/javascript; charset=utf-8' } as const

/** The API's description for programs and for people. It says nothing that the source does not, so it needs no token. */
export function docsRoutes({ workspace, version }: ApiContext, described: OpenAPIHono): Hono {
  // Made when first asked for: it imports every node.
  let description: Promise<ApiDescription> | undefined
  const describe = () => {
    description ??= Promise.all([import('./describe-api.ts'), workspace.nodes.list()]).then(
      ([{ describeApi }, nodes]) => describeApi(described, version, nodes),
    )
    return description
  }
  const app = new Hono()
    .get('/openapi.json', async (c) => c.json(await describe()))
    .get('/docs', async (c) => {
      const { docsPage } = await import('./docs-page.ts')
      return c.html(docsPage(await describe(), new URL(c.req.url).origin))
    })
  for (const [name, type] of Object.entries(files)) {
    app.get(`/docs/${name}`, (c) => {
      return c.body(readFileSync(join(import.meta.dirname, name), 'utf8'), 200, { 'Content-Type': type })
    })
  }
  return app
}
