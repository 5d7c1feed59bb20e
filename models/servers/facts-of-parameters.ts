/**
 * What a picture was made with as its `parameters` text says it (the last line's `Key: value` pairs; modules/infotext_utils.py
 * of AUTOMATIC1111, `get_image_params` of stable-diffusion.cpp), under the names of this workspace's records. Keys that are not
 * there are left out.
 */
export function factsOfParameters(text: string): Record<string, unknown> {
  const line = text.trim().split('\n').at(-1) ?? ''
  const pairs = new Map<string, string>()
  for (const [, key, quoted, bare] of line.matchAll(/(?:^|, )([A-Z][\w /-]{1,30}): (?:"((?:[^"\\]|\\.)*)"|([^,]*))/g)) {
    pairs.set(key!, (quoted ?? bare ?? '').trim())
  }
  const facts: Record<string, unknown> = {}
  const keep = (key: string, name: string, convert: (value: string) => unknown = String) => {
    const value = pairs.get(key)
    if (value !== undefined && value !== '') facts[name] = convert(value)
  }
  keep('Steps', 'steps', Number)
  keep('Sampler', 'sampler')
  keep('Schedule type', 'schedule')
  keep('CFG scale', 'cfgScale', Number)
  keep('Model', 'serverModel', (path) => path.replace(/^.*[\\/]/, ''))
  keep('Model hash', 'modelHash')
  keep('VAE', 'vae')
  keep('Denoising strength', 'denoise', Number)
  keep('RNG', 'rng')
  keep('Clip skip', 'clipSkip', Number)
  keep('Version', 'serverVersion')
  return facts
}
