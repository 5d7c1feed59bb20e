import type { Call, CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'

/** `config get|set|path|list`: works without opening the workspace, so that a wrong setting can be mended. */
export const configCommand: CommandSpec = {
  name: 'config',
  summary: 'Read and change settings.',
  about:
    'Settings lie in config/config.json of the workspace folder; an environment variable wins: engine.threads is AI_WORKSPACE_ENGINE_THREADS.',
  children: [
    {
      name: 'list',
      summary: 'Every setting with its value and meaning.',
      examples: [{ line: 'ai-workspace config list', does: 'What can be set, and what is.' }],
      async run(call) {
        const { config, loader } = await load(call)
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const entries = loader
          .configKeys()
          .map((key) => ({ key, value: shown(loader, config, key), meaning: loader.describeConfigKey(key) }))
        const rows = entries.map(({ key, value, meaning }) => [paint('name', key), JSON.stringify(value), meaning])
        return {
          data: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
          text: table(['setting', 'value', 'meaning'], rows, { paint }),
        }
      },
    },
    {
      name: 'get',
      summary: 'One setting.',
      arguments: [{ name: 'key', description: 'Like engine.threads.', required: true }],
      examples: [{ line: 'ai-workspace config get engine.threads', does: 'Its value, whatever set it.' }],
      async run(call) {
        const { config, loader } = await load(call)
        const value = shown(loader, config, call.words[0] ?? '')
        return { data: value, text: typeof value === 'string' ? value : JSON.stringify(value) }
      },
    },
    {
      name: 'set',
      summary: 'Change one setting; checked before it is written.',
      arguments: [
        { name: 'key', description: 'Like engine.threads.', required: true },
        { name: 'value', description: 'The new value; left out with --default.' },
      ],
      flags: [flag('default', 'boolean', 'Go back to the default.')],
      examples: [
        { line: 'ai-workspace config set engine.threads 2', does: 'Use two cores.' },
        { line: 'ai-workspace config set engine.threads --default', does: 'Back to all of them.' },
      ],
      async run(call) {
        const { WorkspaceError } = await import('../../../base/error.ts')
        const [key = '', value] = call.words
        if ((value === undefined) !== (call.flags['default'] === true)) {
          throw new WorkspaceError('bad-input', 'config set takes a value or --default.', {
            hint: `For example: ai-workspace config set ${key} 2`,
          })
        }
        const { home, loader } = await locate(call)
        const set = loader.setSetting(home, key, value)
        const now = loader.isSecretKey(key) ? hidden(set) : set
        return { data: { [key]: now }, text: `${key} is now ${JSON.stringify(now)}.` }
      },
    },
    {
      name: 'path',
      summary: 'Where the settings file lies.',
      examples: [{ line: 'ai-workspace config path', does: 'The file, for an editor.' }],
      async run(call) {
        const { home, loader } = await locate(call)
        return { data: loader.configPath(home), text: loader.configPath(home) }
      },
    },
  ],
}

type Loader = typeof import('../../../core/config/load-config.ts')

/** A setting as it may be seen by whoever looks at the screen. */
function shown(loader: Loader, config: ReturnType<Loader['loadConfig']>, key: string): unknown {
  const value = loader.getSetting(config, key)
  return loader.isSecretKey(key) ? hidden(value) : value
}

function hidden(value: unknown): string {
  return value === '' ? '' : '(set)'
}

async function locate(call: Call) {
  const [{ workspaceHome }, loader, { resolve }] = await Promise.all([
    import('../../../core/workspace.ts'),
    import('../../../core/config/load-config.ts'),
    import('node:path'),
  ])
  return { home: call.home === undefined ? workspaceHome(process.env) : resolve(call.home), loader }
}

async function load(call: Call) {
  const { home, loader } = await locate(call)
  return { config: loader.loadConfig(home, process.env), loader }
}
