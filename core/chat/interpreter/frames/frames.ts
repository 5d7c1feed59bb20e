import { again } from './again.frame.ts'
import { enlargeFrames } from './enlarge.frames.ts'
import { blenderExport, meshExport } from './export.frame.ts'
import { fileFrames } from './file.frames.ts'
import { find } from './find.frame.ts'
import { finishFrames } from './finish.frames.ts'
import type { Frame } from './frame.ts'
import { moreFrames } from './generate-more.frames.ts'
import { history, redo, undo } from './history.frames.ts'
import { imageGenerate } from './image-generate.frame.ts'
import { instead } from './instead.frame.ts'
import { jobFrames } from './job.frames.ts'
import { justMade } from './just-made.frame.ts'
import { lookFrames } from './look.frames.ts'
import { manageFrames } from './manage.frames.ts'
import { mapFrames } from './maps.frames.ts'
import { mesh } from './mesh.frame.ts'
import { modelFrames } from './model.frames.ts'
import { harmful, offTopic, unable } from './off-topic.frame.ts'
import { projectFrames } from './project.frames.ts'
import { promptFrames } from './prompt.frames.ts'
import { retouchFrames } from './retouch.frames.ts'
import { scaleSetting } from './scale-setting.frame.ts'
import { settingFrames } from './setting.frames.ts'
import { terse } from './terse.frame.ts'
import { textureGenerate } from './texture-generate.frame.ts'
import { wordFrames } from './word.frames.ts'

/** Every way a request can be understood. A new tool's language is one file and its line here. */
export const frames: readonly Frame[] = [
  undo,
  redo,
  history,
  justMade,
  again,
  scaleSetting,
  instead,
  offTopic,
  harmful,
  unable,
  terse,
  imageGenerate,
  textureGenerate,
  mesh,
  meshExport,
  blenderExport,
  ...finishFrames,
  ...enlargeFrames,
  ...mapFrames,
  ...retouchFrames,
  ...lookFrames,
  ...moreFrames,
  ...manageFrames,
  find,
  ...projectFrames,
  ...modelFrames,
  ...settingFrames,
  ...jobFrames,
  ...fileFrames,
  ...promptFrames,
  ...wordFrames,
]
