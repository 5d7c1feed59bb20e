import { again } from './again.frame.ts'
import { blenderExport, meshExport } from './export.frame.ts'
import type { Frame } from './frame.ts'
import { history, redo, undo } from './history.frames.ts'
import { imageGenerate } from './image-generate.frame.ts'
import { mesh } from './mesh.frame.ts'
import { textureGenerate } from './texture-generate.frame.ts'

/** Every way a request can be understood. A new tool's language is one file and its line here. */
export const frames: readonly Frame[] = [
  undo,
  redo,
  history,
  again,
  imageGenerate,
  textureGenerate,
  mesh,
  meshExport,
  blenderExport,
]
