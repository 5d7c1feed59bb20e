/** A channel of a material: a grey value from 0 to 1 at each texel. */
export type Channel = 'occlusion' | 'roughness' | 'metalness' | 'smoothness' | 'white'

/** One picture beside the mesh. */
export interface TextureFile {
  /** What its name ends with: 'Normal' gives T_Statue_Normal.png. */
  readonly suffix: string
  readonly from:
    | 'albedo'
    | 'emission'
    /** Green up, or down as DirectX counts. */
    | 'normal-opengl'
    | 'normal-directx'
    /** Red, green, blue and, where there are four, alpha; one alone is grey. */
    | readonly Channel[]
  /** What it is for, in the README. */
  readonly use: string
}

/** What another program wants to be given, as plain data. */
export interface ExportPreset {
  readonly id: string
  readonly title: string
  /** One sentence: for whom, as which files. */
  readonly about: string
  readonly format: 'glb' | 'usdz' | 'print'
  /** Set before the name of the mesh. */
  readonly meshPrefix?: string
  readonly texturePrefix?: string
  /**
   * In one GLB by MSFT_lod, as files of their own whose names end with `_LOD1` … (without the textures, which the finest has), or
   * left out where the program makes its own.
   */
  readonly levels: 'in-file' | 'files' | 'none'
  /** Names of collision hulls: `*` is the mesh, `#` the number. Absent: the program has no such words. */
  readonly collision?: { readonly name: string; readonly file: 'same' | 'own' }
  readonly textures: readonly TextureFile[]
  /** Compressions that the program can read in a GLB. */
  readonly compressions: readonly ('draco' | 'meshopt')[]
  readonly ktx2: boolean
  /** Axes and unit of the numbers in the file, and what the program makes of them. */
  readonly axes: string
  readonly normalMaps: string
  /** How to import it, step by step; `*` is the name of the mesh. */
  readonly steps: readonly string[]
  readonly notes?: readonly string[]
}
