import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { configKeys, describeConfigKey, getSetting } from '../../config/load-config.ts'
import { defineChatTool } from './define-chat-tool.ts'
import { checkSettingOfChat } from './settings-of-chat.ts'

export default defineChatTool({
  name: 'settings_change',
  summary: 'Change a setting of the workspace.',
  words: 'set setting settings change default size threads always',
  input: z.strictObject({
    name: z.string().max(100).describe('Like generate.width.'),
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
  permission: 'change',
  example: { name: 'generate.width', value: 768 },

  run({ name, value }, { workspace: { config, settings, history }, project, step }) {
    const key = configKeys().find((each) => each.toLowerCase() === name.toLowerCase()) ?? name
    checkSettingOfChat(key)
    const old = getSetting(config, key)
    const after = typeof old === 'number' && typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    settings.check({ [key]: after })
    const overridden = settings.overridden()[key]
    if (overridden !== undefined) {
      throw new WorkspaceError('bad-input', `The environment variable ${overridden} decides ${key}.`)
    }
    const before = settings.changed()[key]
    const label = `set ${key} to ${String(after)}`
    history.perform(project, { label, ...step }, [
      { type: 'setting', key, after, ...(before !== undefined && { before }) },
    ])
    return { name: key, value: getSetting(config, key), before: old, about: describeConfigKey(key) }
  },
})
