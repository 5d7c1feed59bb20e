/** The studio's mark: a solid block lifted out of a flat picture. public/icons/mark.svg is the same drawing with a ground. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden className={className}>
      <path
        d="M4 22.5 16 29l12-6.5-5-2.7"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        opacity=".55"
      />
      <path d="m4 22.5 5-2.7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" opacity=".55" />
      <path d="m16 3 9 4.9v9.7l-9 4.9-9-4.9V7.9Z" fill="var(--accent)" />
      <path d="m16 3 9 4.9-9 4.9-9-4.9Z" fill="#fff" fillOpacity=".38" />
      <path d="M16 12.8v9.7l9-4.9V7.9Z" fill="#000" fillOpacity=".28" />
    </svg>
  )
}
