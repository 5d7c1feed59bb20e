/**
 * For `onOpenAutoFocus`: the focus goes to the panel itself instead of its close button, whose tooltip would open and take the
 * first Escape. A field with `autoFocus` has the focus already; then this is not asked.
 */
export function focusContent(event: Event): void {
  event.preventDefault()
  if (event.target instanceof HTMLElement) event.target.focus()
}
