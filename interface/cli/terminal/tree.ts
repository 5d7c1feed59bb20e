/** A line with lines below it. */
export interface Branch {
  readonly label: string
  /** Lines that belong to this one and carry no branch of their own. */
  readonly details?: readonly string[]
  readonly children: readonly Branch[]
}

/** Draws a tree with box lines, as `tree` does. */
export function drawTree(root: Branch): string {
  return [root.label, ...below(root, '')].join('\n')
}

function below({ details = [], children }: Branch, indent: string): string[] {
  const bar = children.length > 0 ? '│ ' : '  '
  return [
    ...details.map((line) => `${indent}${bar}${line}`),
    ...children.flatMap((child, index) => {
      const last = index === children.length - 1
      return [`${indent}${last ? '└─ ' : '├─ '}${child.label}`, ...below(child, `${indent}${last ? '   ' : '│  '}`)]
    }),
  ]
}
