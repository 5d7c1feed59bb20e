/** A number with its noun: '1 asset', '12 assets', '1,200 assets'. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}
