/** How a picture of another size is brought to the wanted one; 'exact' takes none of another size. */
export const fits = ['exact', 'stretch', 'crop', 'pad'] as const
export type Fit = (typeof fits)[number]
