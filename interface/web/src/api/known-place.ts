/** A place in the server's stream of events, 'epoch:number'. */
type Seq = string

/**
 * Up to which place in the stream of events the answers in the cache are known to be true. The first answers are older than
 * the stream that follows them, and one on its way may be older than those before it.
 */
export class KnownPlace {
  private place: Seq | undefined
  private followedFrom: Seq | undefined
  private onOlder: (() => void) | undefined

  /** An answer came: `seq` is where the stream stood when the server began to work on it. */
  answered(seq: Seq | null): void {
    if (seq === null) return
    if (this.followedFrom === undefined) {
      if (this.place === undefined || isBefore(seq, this.place)) this.place = seq
    } else if (isBefore(seq, this.followedFrom)) this.onOlder?.()
  }

  /** Where the stream has to begin. Calls `onOlder` for every answer that turns out to be older than that. */
  follow(onOlder: () => void): Seq | undefined {
    this.onOlder = onOlder
    this.followedFrom = this.place
    return this.place
  }

  /** An event came, and with it everything before it. */
  heard(seq: Seq): void {
    this.place = seq
    this.followedFrom ??= seq
  }

  /** The stream ended; another one goes on from here. */
  unfollow(): void {
    this.onOlder = undefined
    this.followedFrom = undefined
  }
}

/** Of what the studio shows. */
export const knownPlace = new KnownPlace()

/** Of two starts of the server neither is before the other: the server says 'reset' by itself then. */
function isBefore(a: Seq, b: Seq): boolean {
  const [epoch, number] = a.split(':')
  const [otherEpoch, otherNumber] = b.split(':')
  return epoch === otherEpoch && Number(number) < Number(otherNumber)
}
