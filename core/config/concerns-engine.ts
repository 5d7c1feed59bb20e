/** Settings that an engine process reads when it starts; the others are the main process's own. */
const sections = ['engine', 'models', 'generate', 'network', 'hub', 'blender']
const mainProcessOnly: ReadonlySet<string> = new Set(['engine.cancelGraceMs'])

/** Whether an engine that is running would go on by an old value of this setting. */
export function concernsEngine(key: string): boolean {
  return sections.includes(key.split('.')[0] ?? '') && !mainProcessOnly.has(key)
}
