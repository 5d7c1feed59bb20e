import type { Context } from 'hono'

/** The studio has a page /models too: a browser that opens it asks for HTML, and clients of ComfyUI do not. */
export function wantsPage(c: Context): boolean {
  return c.req.path === '/models' && c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html')
}
