/** A picture three by three, as it will lie on a wall: a seam shows at once. */
export function Tiled({ url, name }: { url: string; name: string }) {
  return (
    <div
      role="img"
      aria-label={`${name}, tiled 3 by 3`}
      data-tiled
      className="aspect-square max-h-full w-full max-w-3xl rounded-md border border-line"
      style={{ backgroundImage: `url("${url}")`, backgroundSize: 'calc(100% / 3)' }}
    />
  )
}
