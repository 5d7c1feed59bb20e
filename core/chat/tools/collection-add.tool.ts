import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'collection_add',
  summary: 'Put assets into a collection; it is made when there is none of that name.',
  words: 'collection collect group album folder set gather',
  input: z.strictObject({
    collection: z.string().trim().min(1).max(200),
    assets: z.array(anyAsset).max(1000).default([]),
  }),
  permission: 'change',
  example: { collection: 'Hull', assets: ['$image'] },

  run({ collection: name, assets }, { workspace, project, step }) {
    const { collections, history } = workspace
    const known = collections
      .list(project.id)
      .find((each) => each.id === name || each.name.toLowerCase() === name.toLowerCase())
    const id = known?.id ?? `c${randomBytes(8).toString('hex')}`
    if (known === undefined) {
      const made = {
        type: 'collection',
        id,
        after: name.replaceAll(/\s+/g, ' '),
        at: new Date().toISOString(),
      } as const
      history.perform(project, { label: `collection ${name}`, ...step }, [made])
    }
    const own = { turn: step.turn }
    const added = workspace.assets.change(assets, { action: 'collect', collection: id }, () => step.session, own)
    return { assets: added, collection: collections.get(id).name, made: known === undefined }
  },
})
