/** The dialects of image servers that are spoken here. */
export const serverKinds = ['openai', 'a1111', 'comfyui', 'sdcpp'] as const
export type ServerKind = (typeof serverKinds)[number]

/** What people call each of them. */
export const serverTitles: Readonly<Record<ServerKind, string>> = {
  openai: 'OpenAI-images server',
  a1111: 'A1111/Forge server',
  comfyui: 'ComfyUI server',
  sdcpp: 'sd-server (stable-diffusion.cpp)',
}

/** The architecture that an inventory's manifest names: which family runs it, since there are no weights to look at. */
export function serverArchitecture(kind: ServerKind): string {
  return `server:${kind}`
}

/** The kind behind an architecture; undefined for one of weights. */
export function kindOfArchitecture(architecture: string | undefined): ServerKind | undefined {
  return serverKinds.find((kind) => serverArchitecture(kind) === architecture)
}
