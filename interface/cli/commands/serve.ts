import { spawn } from 'node:child_process'
import { WorkspaceError } from '../../../base/error.ts'
import type { Call, CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'

/** `serve`: runs until it is interrupted. */
export const serveCommand: CommandSpec = {
  name: 'serve',
  summary: 'Start the server: the web studio and the API for other programs.',
  about:
    'Prints the address with its token: whoever has it may use the workspace. Listens on this machine alone unless --host says ' +
    'otherwise. Ctrl-C stops it; a job in the middle of its work goes on at the next start.',
  flags: [
    flag('port', 'integer', 'Port to listen on; 0 takes a free one.', { minimum: 0, maximum: 65_535 }),
    flag('host', 'text', 'Address to listen on; 0.0.0.0 is every network this machine is in.'),
    flag('open', 'boolean', 'Open the studio in the browser.'),
    flag('tls-cert', 'text', 'Certificate (PEM) for HTTPS.'),
    flag('tls-key', 'text', 'Private key (PEM) for HTTPS.'),
    flag('insecure', 'boolean', 'Listen beyond this machine without HTTPS: others in the network can read the token.'),
  ],
  examples: [
    { line: 'ai-workspace serve --open', does: 'Starts the studio and opens it.' },
    { line: 'ai-workspace serve --port 0', does: 'On a free port.' },
    { line: 'ai-workspace serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem', does: 'For other machines.' },
  ],
  async run(call) {
    const { startServer } = await import('../../api/server.ts')
    const workspace = await call.workspace()
    await using server = await startServer(workspace, optionsOf(call))
    const { terminal } = call
    const address = { origin: server.origin, url: server.loginUrl, pid: process.pid }
    if (terminal.json) terminal.out(JSON.stringify(address))
    else {
      const { paint } = terminal
      terminal.out(`${paint('title', 'ai-workspace')} is ready: ${paint('name', server.loginUrl)}`)
      terminal.out(paint('faint', `API: ${server.origin}/docs · workspace: ${workspace.home} · Ctrl-C stops`))
      if (call.flags['insecure'] === true) {
        terminal.note(
          terminal.paintNote('warn', 'Not encrypted: others in this network can read the token and all you do.'),
        )
      }
    }
    if (call.flags['open'] === true) openBrowser(server.loginUrl)
    if (!call.signal.aborted) await new Promise((resolve) => call.signal.addEventListener('abort', resolve))
    return { data: { stopped: true }, text: terminal.json ? '' : 'Stopped.' }
  },
}

function optionsOf({ flags }: Call) {
  const { host, port, insecure, tlsCert, tlsKey } = flags as {
    host?: string
    port?: number
    insecure?: boolean
    tlsCert?: string
    tlsKey?: string
  }
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new WorkspaceError('bad-input', 'HTTPS takes both --tls-cert and --tls-key.')
  }
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(insecure !== undefined && { insecure }),
    ...(tlsCert !== undefined && tlsKey !== undefined && { tls: { certificate: tlsCert, key: tlsKey } }),
  }
}

/** With the system's own opener; where there is none the printed address does. */
function openBrowser(url: string): void {
  const [program, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url]
  spawn(program!, words, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
