/** Letters that no file system minds; anything else in a prefix becomes a line. */
const unsafe = /[^\p{L}\p{N} ._()+-]/gu

/**
 * A SaveImage's prefix as folder and name, with its fields filled in: %width%, %height%, %year% … (folder_paths.py,
 * `get_save_image_path`) and %date:yyyy-MM-dd%. Names only: nothing is written under them.
 */
export function fileName(
  prefix: string,
  { width, height, now }: { width?: number | undefined; height?: number | undefined; now: Date },
): { subfolder: string; prefix: string } {
  const two = (value: number) => String(value).padStart(2, '0')
  const fields: Readonly<Record<string, string>> = {
    width: String(width ?? 0),
    height: String(height ?? 0),
    year: String(now.getFullYear()),
    month: two(now.getMonth() + 1),
    day: two(now.getDate()),
    hour: two(now.getHours()),
    minute: two(now.getMinutes()),
    second: two(now.getSeconds()),
  }
  const filled = prefix
    .replace(/%date:([^%]*)%/g, (_, form: string) => dateText(form, now))
    .replace(/%(\w+)%/g, (field, name: string) => fields[name] ?? field)
  const parts = filled
    .split(/[\\/]/)
    .map((part) => part.replace(unsafe, '-').trim())
    .filter((part) => part !== '' && !/^\.+$/.test(part))
  const last = (parts.pop() ?? 'ComfyUI').slice(0, 90)
  return { subfolder: parts.join('/').slice(0, 200), prefix: last }
}

/** As ComfyUI's editor writes dates: yyyy, yy, M, d, h, m, s, doubled with a zero in front. */
function dateText(form: string, now: Date): string {
  const values: Readonly<Record<string, number>> = {
    M: now.getMonth() + 1,
    d: now.getDate(),
    h: now.getHours(),
    m: now.getMinutes(),
    s: now.getSeconds(),
  }
  return form.replace(/y{4}|y{2}|M{1,2}|d{1,2}|h{1,2}|m{1,2}|s{1,2}/g, (token) => {
    const year = String(now.getFullYear())
    if (token.startsWith('y')) return year.slice(-token.length)
    return String(values[token[0]!]).padStart(token.length, '0')
  })
}
