import type { CommandSpec } from '../command.ts'
import { modelsAddCommand } from './models-add.ts'
import { modelsKeepCommands } from './models-keep.ts'
import { modelsListCommands } from './models-list.ts'
import { modelsPullCommand } from './models-pull.ts'
import { modelsScanCommand } from './models-scan.ts'

/** `models list|search|show|pull|add|scan|use|remove|verify|prune`. */
export const modelsCommand: CommandSpec = {
  name: 'models',
  summary: 'List, search, pull, add, use, check and remove models.',
  about:
    'Models are plain files below models/ of the workspace folder, or files of other programs used where they lie. Every listing tells the licence, the memory a model needs, and whether this workspace can run it today.',
  children: [...modelsListCommands, modelsPullCommand, modelsAddCommand, modelsScanCommand, ...modelsKeepCommands],
}
