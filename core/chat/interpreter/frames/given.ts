/** What the user answered to a question about the clause. */
export interface Given {
  prompt?: string
  assets?: readonly string[]
  name?: string
  /** Words that belong behind the request's own. */
  more?: string
  /** To an offer. */
  answer?: 'yes' | 'no'
}
