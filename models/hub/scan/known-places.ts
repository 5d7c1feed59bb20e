import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A folder of another program that may hold models. */
export interface Place {
  readonly program: string
  readonly folder: string
  /** How models lie in it. */
  readonly layout: 'hub-cache' | 'folders' | 'ollama'
}

/** Where the user says that a program lies; empty for the usual places. */
export interface ConfiguredPlaces {
  readonly huggingFace: string
  readonly comfyui: string
  readonly a1111: string
  readonly invokeai: string
  readonly lmStudio: string
  readonly ollama: string
}

/** The folders of other programs that exist on this machine. A configured folder that does not exist is an empty answer. */
export function knownPlaces(
  configured: ConfiguredPlaces,
  { environment, userFolder }: { environment: NodeJS.ProcessEnv; userFolder: string },
): Place[] {
  const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, OLLAMA_MODELS, INVOKEAI_ROOT } = environment
  const home = (...parts: string[]) => join(userFolder, ...parts)
  const cache = XDG_CACHE_HOME || home('.cache')
  const or = (chosen: string | undefined, ...usual: string[]) => (chosen ? [chosen] : usual)
  const hub = HF_HUB_CACHE || HUGGINGFACE_HUB_CACHE || (HF_HOME ? join(HF_HOME, 'hub') : undefined)
  const webuis = [
    'stable-diffusion-webui',
    'stable-diffusion-webui-forge',
    'stable-diffusion-webui-reForge',
    'sd-webui-forge-neo',
  ]
  const candidates: [string, Place['layout'], string[]][] = [
    ['Hugging Face cache', 'hub-cache', or(configured.huggingFace || hub, join(cache, 'huggingface', 'hub'))],
    ['ComfyUI', 'folders', or(configured.comfyui, home('ComfyUI'), home('Documents', 'ComfyUI'))],
    ['A1111 or Forge', 'folders', or(configured.a1111, ...webuis.map((name) => home(name)))],
    ['InvokeAI', 'folders', or(configured.invokeai || INVOKEAI_ROOT, home('invokeai'))],
    ['LM Studio', 'folders', or(configured.lmStudio, home('.lmstudio', 'models'), join(cache, 'lm-studio', 'models'))],
    [
      'Ollama',
      'ollama',
      or(configured.ollama || OLLAMA_MODELS, home('.ollama', 'models'), '/usr/share/ollama/.ollama/models'),
    ],
  ]
  return candidates.flatMap(([program, layout, folders]) =>
    folders.filter((folder) => existsSync(folder)).map((folder) => ({ program, folder, layout })),
  )
}
