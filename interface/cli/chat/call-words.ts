/**
 * A call in one line for a person: `image.generate "copper gear", count 3`. The first text goes without its name, assets by
 * their names where `nameOf` knows them.
 */
export function callWords(tool: string, input: unknown, nameOf: (id: string) => string | undefined): string {
  if (typeof input !== 'object' || input === null) return `${tool} ${JSON.stringify(input) ?? ''}`.trim()
  const words = Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value], n) => {
      const said = valueWords(value, nameOf)
      return n === 0 && typeof value === 'string' ? said : `${name} ${said}`
    })
  return words.length === 0 ? tool : `${tool} ${words.join(', ')}`
}

function valueWords(value: unknown, nameOf: (id: string) => string | undefined): string {
  if (typeof value === 'string') return nameOf(value) ?? (/^[\w.:-]+$/.test(value) ? value : JSON.stringify(value))
  if (Array.isArray(value)) return value.map((each) => valueWords(each, nameOf)).join(' ')
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return JSON.stringify(value)
}
