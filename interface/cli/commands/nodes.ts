import type { CommandSpec } from '../command.ts'
import { describeRange } from '../flags/read-flags.ts'

/** `nodes [id]`. */
export const nodesCommand: CommandSpec = {
  name: 'nodes',
  summary: 'List the nodes, the steps everything is made of, or show one with its fields.',
  arguments: [{ name: 'id', description: 'Show this one.' }],
  examples: [
    { line: 'ai-workspace nodes', does: 'Every node with one sentence.' },
    { line: 'ai-workspace nodes image.generate', does: 'What one takes and gives.' },
    { line: 'ai-workspace nodes image.generate --json', does: 'The same as JSON schema.' },
  ],
  async run({ words, terminal: { paint } }) {
    const { loadNode, loadNodes } = await import('../../../core/pipeline/discovery.ts')
    const { table } = await import('../terminal/table.ts')
    const [id] = words
    if (id === undefined) {
      const nodes = (await loadNodes()).list()
      return {
        data: nodes.map(({ id, summary, version }) => ({ id, summary, version })),
        text: table(
          ['node', 'does'],
          nodes.map((node) => [paint('name', node.id), node.summary]),
          { paint },
        ),
      }
    }
    const [{ z }, { flagsOfSchema }] = await Promise.all([import('zod'), import('../flags/flags-of-schema.ts')])
    const node = await loadNode(id)
    const input = z.toJSONSchema(node.input, { io: 'input', unrepresentable: 'any' })
    const output = z.toJSONSchema(node.output, { io: 'output', unrepresentable: 'any' })
    const rows = flagsOfSchema(node.input).map((flag) => [
      paint('name', `--${flag.name}`),
      flag.choices?.join('|') ?? (flag.assetKinds === undefined ? flag.kind : `asset (${flag.assetKinds.join(', ')})`),
      flag.required === true ? 'needed' : flag.default === undefined ? '' : JSON.stringify(flag.default),
      [flag.description, describeRange(flag)].filter((part) => part !== '').join(' '),
    ])
    return {
      data: { id: node.id, summary: node.summary, version: node.version, input, output, example: node.example },
      text: [
        `${paint('title', node.id)} (version ${node.version})\n${node.summary}`,
        table(['field', 'takes', 'default', 'meaning'], rows, { paint }),
        `${paint('faint', 'gives:')} ${Object.keys(output.properties ?? {}).join(', ')}`,
        `${paint('faint', 'example:')} ${JSON.stringify(node.example)}`,
      ].join('\n\n'),
    }
  },
}
