import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A real receiver of webhooks on this machine that answers as the test says. */
export async function startReceiver(
  t: TestContext,
  behave: (response: ServerResponse, received: Received) => void = (response) => void response.end('thanks'),
) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    received.push({ headers: request.headers, body })
    behave(response, received.at(-1)!)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received }
}
