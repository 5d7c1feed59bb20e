import { z } from 'zod'
import { readProjectFile } from '../files/project-files.ts'
import { defineChatTool } from './define-chat-tool.ts'

/** So much of a file goes into a conversation: some 8,000 tokens. */
const mostCharacters = 32_000

export default defineChatTool({
  name: 'file_read',
  summary: "Read a text file of the project's code folder.",
  words: 'read file open show contents text notes script code',
  input: z.strictObject({ path: z.string().min(1).max(400).describe('Like code/notes.md.') }),
  permission: 'read',
  untrusted: true,
  example: { path: 'code/notes.md' },

  run({ path }, { project }) {
    const { path: inside, text } = readProjectFile(project, path)
    return {
      path: inside,
      text: text.slice(0, mostCharacters),
      ...(text.length > mostCharacters && { said: `Only the first ${mostCharacters} of ${text.length} characters.` }),
    }
  },
})
