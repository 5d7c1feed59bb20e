/** Where a link of a message may lead: another site, or a page of the studio about an asset. Whatever else a model writes is shown as words. */
export type SafeLink = { readonly kind: 'outside' | 'studio'; readonly href: string }

export function safeLink(href: string): SafeLink | undefined {
  if (/^\/(gallery|3d)\/[\w-]+$/.test(href)) return { kind: 'studio', href }
  if (!URL.canParse(href)) return undefined
  const url = new URL(href)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  // A name before the host is only ever there to look like another host.
  return isWeb && url.username === '' && url.password === '' ? { kind: 'outside', href: url.href } : undefined
}

/** The id of the asset that the address of a picture names: pictures from elsewhere would tell another server what is read here. */
export function assetOfPicture(src: string): string | undefined {
  return /^(?:asset:|\/api\/v1\/assets\/)([\w-]{1,40})(?:\/(?:file|thumbnail))?(?:\?[\w=&]*)?$/.exec(src)?.[1]
}
