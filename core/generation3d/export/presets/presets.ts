import { blender } from './blender.ts'
import { godot } from './godot.ts'
import type { ExportPreset } from './preset.ts'
import type { PresetId } from './preset-ids.ts'
import { print } from './print.ts'
import { quickLook } from './quick-look.ts'
import { threejs } from './threejs.ts'
import { unity } from './unity.ts'
import { unreal } from './unreal.ts'

/** Every program that a mesh can be exported for. */
export const presets: Readonly<Record<PresetId, ExportPreset>> = {
  blender,
  unity,
  unreal,
  godot,
  threejs,
  print,
  'quick-look': quickLook,
}
