const RADIUS = 6
const LENGTH = 2 * Math.PI * RADIUS

/** A share in [0, 1] as a small ring, where a bar has no room. */
export function ProgressRing({ fraction }: { fraction: number }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className="size-4 -rotate-90">
      <circle cx="8" cy="8" r={RADIUS} fill="none" strokeWidth="2.5" className="stroke-surface-3" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray={LENGTH}
        strokeDashoffset={LENGTH * (1 - Math.max(0.04, fraction))}
        className="stroke-accent transition-[stroke-dashoffset]"
      />
    </svg>
  )
}
