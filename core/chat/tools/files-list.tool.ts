import { z } from 'zod'
import { listProjectFiles } from '../files/project-files.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'files_list',
  summary: "The text files of the project's code folder.",
  words: 'files file folder code list scripts notes',
  input: z.strictObject({}),
  permission: 'read',
  untrusted: true,
  example: {},

  run: (_, { project }) => ({ files: listProjectFiles(project).slice(0, 200) }),
})
