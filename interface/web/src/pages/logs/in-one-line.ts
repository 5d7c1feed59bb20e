/** The fields of an entry as one line: 'host=127.0.0.1 port=7878'. Texts of several lines show their first; the process stays out. */
export function inOneLine(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([name]) => name !== 'pid')
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      const [first = '', ...more] = text.split('\n')
      return `${name}=${first}${more.length > 0 ? ' …' : ''}`
    })
    .join(' ')
}
