import type { MaterialReading, PromptReading } from './meaning.ts'

/** A reading as one line for logs and tests: 'statue | stone +ancient | part capital: gold | light night'. */
export function describeReading(reading: PromptReading): string {
  const { form, materials, environment, view, without, unknown, corrections, unused } = reading
  const parts: string[] = []
  if (form !== undefined) {
    const { height, width, size } = form.proportions
    const extras = [
      ...Object.entries(form.parameters).map(([key, value]) => `${key}=${value}`),
      ...Object.entries({ height, width, size }).flatMap(([key, value]) =>
        value === undefined ? [] : [`${key}×${value}`],
      ),
      ...(form.count === undefined ? [] : [`count=${form.count}`]),
    ]
    parts.push([form.id, ...extras].join(' '))
  }
  for (const material of materials) parts.push(describeMaterial(material))
  if (environment !== undefined) parts.push(`light ${environment}`)
  if (view !== undefined) parts.push(`view ${Object.values(view).join('/')}`)
  const forbidden = [...without.families, ...without.traits, ...without.colours, ...without.parts]
  if (forbidden.length > 0) parts.push(`without ${forbidden.join(', ')}`)
  if (corrections.length > 0) parts.push(`read ${corrections.map(({ from, to }) => `${from}→${to}`).join(', ')}`)
  if (unused.length > 0) parts.push(`unused ${unused.map(({ words }) => words).join(', ')}`)
  if (unknown.length > 0) parts.push(`unknown ${unknown.join(', ')}`)
  return parts.join(' | ')
}

function describeMaterial({ role, part, family, traits, colours }: MaterialReading): string {
  const words = [
    ...(family === undefined ? [] : [family]),
    ...traits.map(({ id, strength }) => `+${id}${strength === 1 ? '' : `×${Number(strength.toFixed(2))}`}`),
    ...colours,
  ].join(' ')
  return role === 'primary' ? words : role === 'part' ? `part ${part}: ${words}` : `${role}: ${words}`
}
