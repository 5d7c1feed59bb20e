import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'project_export',
  summary: 'Export every mesh of the project as one scene, for Blender.',
  words: 'export blender scene project all',
  input: z.strictObject({ target: z.enum(['blender']) }),
  permission: 'change',
  example: { target: 'blender' },

  run(_, { workspace, project }) {
    const meshes = workspace.assets.list({ projectId: project.id, kind: 'mesh', limit: 200 })
    if (meshes.length === 0) {
      throw new WorkspaceError('not-found', `Project "${project.name}" has no mesh to export.`, {
        hint: 'Make one first: a picture with its mesh.',
      })
    }
    const input = { meshes: meshes.map(({ id }) => id).reverse(), name: `${project.slug}-blender` }
    return { submit: { node: 'blender.export', input } }
  },
})
