import { z } from 'zod'
import { fileEffect } from '../files/project-files.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'file_write',
  summary: "Write a text file of the project's code folder; what it held before comes back with undo.",
  words: 'write save file note notes script code create edit',
  input: z.strictObject({
    path: z.string().min(1).max(400).describe('Like code/notes.md.'),
    text: z.string().max(1_000_000),
  }),
  permission: 'change',
  example: { path: 'code/notes.md', text: 'Brushed metal for the hull.' },

  run({ path, text }, { workspace: { history }, project, step }) {
    const effect = fileEffect(project, path, text)
    history.perform(project, { label: `write ${effect.path}`, ...step }, [effect])
    return { path: effect.path, characters: text.length }
  },
})
