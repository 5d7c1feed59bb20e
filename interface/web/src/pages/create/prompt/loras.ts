const tag = /[ ,]*<(?:lora|lyco):([^:<>]+)(?::([+-]?[\d.]+))?([^<>]*)>/gi

/** The LoRAs that a prompt names, in order. */
export function lorasOf(prompt: string): { readonly name: string; readonly weight: number }[] {
  return [...prompt.matchAll(tag)].map(([, name, weight]) => ({ name: name!.trim(), weight: Number(weight ?? 1) }))
}

/** The prompt with a LoRA at another weight; added at its end where it is not there, taken out for `undefined`. */
export function setLora(prompt: string, name: string, weight: number | undefined): string {
  let found = false
  const changed = prompt.replaceAll(tag, (whole, named: string, _weight, rest: string) => {
    if (named.trim() !== name) return whole
    found = true
    if (weight === undefined) return ''
    const gap = /^[ ,]*/.exec(whole)![0]
    return `${gap}<lora:${name}:${Number(weight.toFixed(2))}${rest}>`
  })
  if (found || weight === undefined) return changed
  return `${prompt.trimEnd()}${prompt.trim() === '' ? '' : ' '}<lora:${name}:${Number(weight.toFixed(2))}>`
}
