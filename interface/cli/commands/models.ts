import type { CommandSpec } from '../command.ts'

/** `models list`. */
export const modelsCommand: CommandSpec = {
  name: 'models',
  summary: 'List the models.',
  children: [
    {
      name: 'list',
      summary: 'Every model, what it is for and which one is used by default.',
      examples: [{ line: 'ai-workspace models list', does: 'What could make a picture here.' }],
      async run(call) {
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const models = await (await call.workspace()).models.list()
        const rows = models.map(({ id, task, summary, builtIn, isDefault }) => [
          paint('name', id),
          task,
          [builtIn ? 'built in' : '', isDefault ? 'default' : ''].filter((word) => word !== '').join(', '),
          summary,
        ])
        return { data: models, text: table(['model', 'task', 'state', 'what it is'], rows, { paint }) }
      },
    },
  ],
}
