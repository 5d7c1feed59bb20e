import type { GenerationSettings } from './generation-settings.ts'
import { readPictureTexts } from './picture-texts.ts'
import { settingsOfComfy } from './settings-of-comfy.ts'
import { settingsOfInvoke } from './settings-of-invoke.ts'
import { settingsOfParameters } from './settings-of-parameters.ts'
import { settingsOfRecord } from './settings-of-record.ts'
import { settingsOfSwarm } from './settings-of-swarm.ts'

/** Where each program keeps its settings, the more exact sources first. */
const sources: readonly (readonly [keyword: string, read: (text: string) => GenerationSettings | undefined])[] = [
  ['ai-workspace', settingsOfRecord],
  ['sui_image_params', settingsOfSwarm],
  ['parameters', settingsOfSwarm],
  ['invokeai_metadata', settingsOfInvoke],
  ['parameters', settingsOfParameters],
  ['prompt', settingsOfComfy],
  ['workflow', settingsOfComfy],
]

/**
 * What a picture (PNG, JPEG, WebP) says it was made with: this workspace's own files and those of AUTOMATIC1111, Forge, ComfyUI,
 * SwarmUI and InvokeAI. Undefined where it says nothing; throws `corrupt-file` for a damaged PNG.
 */
export function readSettings(bytes: Uint8Array): GenerationSettings | undefined {
  const texts = readPictureTexts(bytes)
  for (const [keyword, read] of sources) {
    const text = texts[keyword]
    const settings = text === undefined ? undefined : read(text)
    if (settings !== undefined) return settings
  }
  return undefined
}
