/** σ in ten steps, tuned by the authors for each network, down to σ_min. */
const tuned = {
  sd15: [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029],
  sdxl: [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.38, 0.234, 0.113, 0.029],
} as const

/**
 * "Align Your Steps": the tuned list, drawn to another length by interpolating log σ, and 0 at its end.
 * Sabour, Fidler, Kreis 2024 (arXiv:2404.14507) and the authors' how-to page.
 */
export function alignYourSteps(steps: number, network: keyof typeof tuned): number[] {
  const logs = tuned[network].map(Math.log)
  const drawn = Array.from({ length: steps }, (_, i) => {
    const position = steps === 1 ? 0 : (i * (logs.length - 1)) / (steps - 1)
    const low = Math.min(Math.floor(position), logs.length - 2)
    return Math.exp(logs[low]! + (position - low) * (logs[low + 1]! - logs[low]!))
  })
  return [...drawn, 0]
}
