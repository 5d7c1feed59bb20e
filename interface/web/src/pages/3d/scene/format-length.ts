/** A length in the unit that fits: '1.25 m', '38 cm', '4.2 mm'. glTF counts in metres. */
export function formatLength(metres: number): string {
  const size = Math.abs(metres)
  if (size >= 1 || size === 0) return `${round(metres)} m`
  if (size >= 0.01) return `${round(metres * 100)} cm`
  return `${round(metres * 1000)} mm`
}

function round(value: number): string {
  return value
    .toPrecision(3)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}
