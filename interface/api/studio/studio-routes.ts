import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { ApiContext } from '../context.ts'
import { preloadHeader, readPageChunks } from './page-chunks.ts'

/** The built web studio: where its files lie, or why they are not there yet. */
export interface Studio {
  readonly folder: string
  readonly state: () =>
    | { readonly kind: 'ready' }
    | { readonly kind: 'building' }
    | { readonly kind: 'failed'; readonly reason: string }
}

/** The studio's pages: routes of the client, all of which answer the one HTML page. */
const pages = [
  '/',
  '/gallery',
  '/gallery/*',
  '/3d',
  '/3d/*',
  '/chat',
  '/chat/*',
  '/models',
  '/projects',
  '/projects/*',
  '/jobs',
  '/settings',
  '/logs',
  '/login',
]

/** Files named after their content never change. */
const forever = 'public, max-age=31536000, immutable'

/** The web studio's files, and the login by address: `/?token=…` becomes a cookie and a clean address. */
export function studioRoutes({ access }: ApiContext, { folder, state }: Studio): Hono {
  const app = new Hono()
  let chunks: ReturnType<typeof readPageChunks> | undefined
  const preloadOf = (path: string) => {
    chunks ??= readPageChunks(folder)
    return preloadHeader(chunks.get(path.split('/')[1]!) ?? [])
  }
  for (const page of pages) {
    app.get(page, async (c, next) => {
      const token = c.req.query('token')
      if (token !== undefined) {
        const refusal = access.login(c, token)
        return refusal === undefined ? c.redirect(c.req.path, 303) : c.redirect('/login?wrong=1', 303)
      }
      const now = state()
      if (now.kind === 'building') return c.html(waitingPage, 200, { Refresh: '2', ...ownStyle })
      if (now.kind === 'failed') return c.html(failedPage(now.reason), 500, ownStyle)
      return next()
    })
    app.get(
      page,
      serveStatic({
        root: folder,
        path: 'index.html',
        precompressed: true,
        onFound: (_, c) => {
          c.header('Cache-Control', 'no-cache')
          const preload = preloadOf(c.req.path)
          if (preload !== '') c.header('Link', preload)
        },
      }),
    )
  }
  app.get(
    '/assets/*',
    serveStatic({ root: folder, precompressed: true, onFound: (_, c) => c.header('Cache-Control', forever) }),
  )
  app.get(
    '/*',
    serveStatic({ root: folder, precompressed: true, onFound: (_, c) => c.header('Cache-Control', 'no-cache') }),
  )
  // A person who mistyped an address gets the studio, which says so; a program the error of the API.
  app.get('/:page', async (c, next) => {
    if (state().kind !== 'ready' || !c.req.header('accept')?.includes('text/html')) return next()
    const page = join(folder, 'index.html')
    return existsSync(page) ? c.html(await readFile(page, 'utf8'), 404, { 'Cache-Control': 'no-cache' }) : next()
  })
  return app
}

/** Before the studio's style sheet is built these pages bring their own, and nothing else. */
const ownStyle = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" }

const style = 'font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 20vh auto; padding: 0 1rem'

const waitingPage = `<!doctype html><html lang="en"><title>ai-workspace</title><body style="${style}">
<h1>Preparing the studio</h1><p>This happens once after an installation or update and takes about ten seconds. The page opens by itself.</p>
<p>The API answers already: <a href="/docs">/docs</a>.</p></body></html>`

function failedPage(reason: string): string {
  const safe = reason.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  return `<!doctype html><html lang="en"><title>ai-workspace</title><body style="${style}"><h1>The studio could not be built</h1>
<pre style="white-space: pre-wrap">${safe}</pre><p>Run <code>npm ci</code> again and start the server anew. The API answers meanwhile: <a href="/docs">/docs</a>.</p></body></html>`
}
