#!/usr/bin/env node
// Plain JavaScript that an old Node can read too: the command-line program itself is TypeScript that Node 24 runs as it is.
// Under an older Node (a global link, a call straight from .bin) this starts again with the Node that npm installed beside us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import path from 'node:path'

const NEEDED_MAJOR = 24

if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
  // Compiled code is kept between runs (in the system's temporary folder): a third of the start-up time.
  module.enableCompileCache?.()
  await import('./main.ts')
} else {
  startAgain(findBundledNode())
}

function findBundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  try {
    const manifest = module.createRequire(import.meta.url).resolve('node/package.json')
    const file = path.join(path.dirname(manifest), 'bin', name)
    if (existsSync(file)) return file
  } catch {
    // Not installed: said below.
  }
  process.stderr.write(
    `ai-workspace needs Node ${NEEDED_MAJOR}; this is Node ${process.versions.node} and the one that npm installs is not there.\n` +
      'hint: run npm ci (or npm install) in the ai-workspace folder, then try again.\n',
  )
  process.exit(1)
}

function startAgain(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  // Ctrl-C at a terminal reaches the child by itself; sent on as well, it would count twice.
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      if (!(signal === 'SIGINT' && atTerminal)) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`ai-workspace could not start ${node}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal])
  })
}
