import type { CommandGroup } from './command.ts'

/** Every command in the order help shows them. */
export const groups: readonly CommandGroup[] = [
  {
    name: 'generate',
    summary: 'Make an image from a sentence; with --3d also depth, normals, mesh and a Blender export.',
    load: async () => (await import('./commands/generate.ts')).generateCommand(),
  },
  {
    name: 'chat',
    summary: 'Say what to make and change in words; a language model, or the built-in interpreter, does it.',
    load: async () => (await import('./commands/chat.ts')).chatCommand,
  },
  {
    name: 'chats',
    summary: 'List, show, search, export and remove conversations.',
    load: async () => (await import('./commands/chats.ts')).chatsCommand,
  },
  {
    name: 'texture',
    summary: 'Make a tileable PBR texture set from a sentence or an image.',
    load: async () => (await import('./commands/texture.ts')).textureCommand(),
  },
  {
    name: 'mesh',
    summary: 'Make a mesh from a form, an image or a height map; finish, inspect and export meshes.',
    load: async (words) => (await import('./commands/mesh.ts')).meshCommand(words),
  },
  {
    name: 'run',
    summary: 'Run any node by its id.',
    load: async (words) => (await import('./commands/run.ts')).runCommand(words),
  },
  {
    name: 'nodes',
    summary: 'List the nodes, or show one with its fields.',
    load: async () => (await import('./commands/nodes.ts')).nodesCommand,
  },
  {
    name: 'project',
    summary: 'Create, choose, look at, undo, redo and export projects.',
    load: async () => (await import('./commands/project.ts')).projectCommand,
  },
  {
    name: 'assets',
    summary: 'List, find, tag, rename, trace, replay, trash, restore, import and export assets.',
    load: async () => (await import('./commands/assets.ts')).assetsCommand,
  },
  {
    name: 'jobs',
    summary: 'List, show, cancel and retry jobs.',
    load: async () => (await import('./commands/jobs.ts')).jobsCommand,
  },
  {
    name: 'models',
    summary: 'List, search, pull, add, use, check and remove models.',
    load: async () => (await import('./commands/models.ts')).modelsCommand,
  },
  {
    name: 'serve',
    summary: 'Start the server: the web studio and the API for other programs.',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
  {
    name: 'config',
    summary: 'Read and change settings.',
    load: async () => (await import('./commands/config.ts')).configCommand,
  },
  {
    name: 'webhooks',
    summary: 'Tell other programs what happens: list, add, remove, test, log.',
    load: async () => (await import('./commands/webhooks.ts')).webhooksCommand,
  },
  {
    name: 'logs',
    summary: 'Show what the program wrote down.',
    load: async () => (await import('./commands/logs.ts')).logsCommand,
  },
  {
    name: 'doctor',
    summary: 'Show what this machine has and what each engine would use.',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    name: 'completion',
    summary: 'Print a completion script for bash, zsh or fish.',
    load: async () => (await import('./commands/completion.ts')).completionCommand(groups),
  },
]
