/** The names of the presets, in the order people ask for them. */
export const presetIds = ['blender', 'unity', 'unreal', 'godot', 'threejs', 'print', 'quick-look'] as const
export type PresetId = (typeof presetIds)[number]
