import { z } from 'zod'
import { configKeys, describeConfigKey, getSetting, isSecretKey } from '../../config/load-config.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'settings_show',
  summary: 'Show settings with their values; secrets only as set or not.',
  words: 'settings setting config configuration preference value show',
  input: z.strictObject({
    name: z.string().max(100).optional().describe('One setting, or the beginning of some: generate.'),
  }),
  permission: 'read',
  example: { name: 'generate.width' },

  run({ name = '' }, { workspace: { config, settings } }) {
    const secrets = settings.secrets()
    const keys = configKeys().filter((key) => key.toLowerCase().startsWith(name.toLowerCase()))
    return {
      settings: keys.map((key) => ({
        name: key,
        value: isSecretKey(key) ? (secrets[key] === true ? '(set, not shown)' : '(not set)') : getSetting(config, key),
        about: describeConfigKey(key),
      })),
    }
  },
})
