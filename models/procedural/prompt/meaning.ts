/** What a table of material words holds for one family. */
export interface MaterialWords {
  readonly words: readonly string[]
  /** Words of `words` that also say a colour: 'ruby' is crystal in red. */
  readonly coloured?: Readonly<Record<string, string>>
}

/** Factors on a form's own proportions; 1 or absent = as the form likes it. */
export interface ProportionReading {
  readonly height?: number
  readonly width?: number
  readonly size?: number
}

export interface ViewReading {
  /** Degrees around the thing: 0 from the front, positive to its left side. */
  readonly azimuth?: number
  readonly elevation?: number
  /** Above 1 = nearer than the usual framing. */
  readonly closeness?: number
}

/** The words of one named form, as the parser needs them. */
export interface FormWords {
  readonly id: string
  readonly title: string
  readonly synonyms: readonly string[]
  /** Words that name the form in a certain way, with the parameters they set. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly slots: Readonly<Record<string, { readonly words: readonly string[] }>>
}

/** One thing that a word or phrase can mean; ambiguous words have several, which the grammar decides between. */
export type Meaning =
  | { readonly kind: 'family'; readonly id: string; readonly colour?: string }
  | { readonly kind: 'trait'; readonly id: string; readonly strength: number }
  | { readonly kind: 'form'; readonly id: string; readonly parameters?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'part' }
  | { readonly kind: 'colour'; readonly hex: string }
  | { readonly kind: 'environment'; readonly id: string }
  | { readonly kind: 'view'; readonly view: ViewReading }
  | { readonly kind: 'proportion'; readonly proportion: ProportionReading }
  | { readonly kind: 'intensity'; readonly factor: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'surface' | 'link' | 'made-of' | 'negation' | 'style' | 'stop' }

export interface TraitReading {
  readonly id: string
  /** 1 = plainly; below = slightly, above = heavily. In (0, 2]. */
  readonly strength: number
}

/** What the prompt says about the material of the whole thing or of one part. */
export interface MaterialReading {
  /** primary: the thing itself · secondary: a second material · ground: what it stands on · part: the slot named in `part`. */
  readonly role: 'primary' | 'secondary' | 'ground' | 'part'
  readonly part?: string
  readonly family?: string
  readonly traits: readonly TraitReading[]
  /** '#rrggbb' */
  readonly colours: readonly string[]
}

/** Everything a prompt says, and everything in it that was not understood. */
export interface PromptReading {
  readonly text: string
  readonly form?: {
    readonly id: string
    /** What the word itself says: 'angel' is a statue with figure 'angel'. */
    readonly parameters: Readonly<Record<string, unknown>>
    readonly proportions: ProportionReading
    readonly count?: number
  }
  readonly materials: readonly MaterialReading[]
  readonly environment?: string
  readonly view?: ViewReading
  /** What 'without …' and the negative prompt forbid. */
  readonly without: {
    readonly families: readonly string[]
    readonly traits: readonly string[]
    readonly colours: readonly string[]
    readonly parts: readonly string[]
  }
  readonly understood: readonly { readonly words: string; readonly meaning: string }[]
  /** Known words that have no effect in this prompt, and why. */
  readonly unused: readonly { readonly words: string; readonly reason: string }[]
  /** Content words that the lexicon does not hold. */
  readonly unknown: readonly string[]
  /** Spelling mistakes that were read as another word. */
  readonly corrections: readonly { readonly from: string; readonly to: string }[]
}
