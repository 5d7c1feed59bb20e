/** What of the surface is shown: the finished look, one of its parts, or a help to judge the geometry. */
export const shadings = [
  'lit',
  'clay',
  'normals',
  'uv',
  'albedo',
  'roughness',
  'metalness',
  'occlusion',
  'normal-map',
  'emission',
] as const
export type Shading = (typeof shadings)[number]

export const lights = ['studio', 'daylight', 'night'] as const
export type Light = (typeof lights)[number]

/** The bodies a material is shown on. */
export const bodies = ['sphere', 'plane', 'cube', 'cylinder'] as const
export type Body = (typeof bodies)[number]

/** How the scene is looked at; what is looked at comes apart from it. */
export interface ViewState {
  readonly shading: Shading
  readonly wireframe: boolean
  readonly light: Light
  /** In degrees around the vertical. */
  readonly lightTurn: number
  /** In stops: 0 leaves the light as it is, 1 doubles it. */
  readonly exposure: number
  readonly showLight: boolean
  readonly ground: boolean
  readonly bounds: boolean
  readonly turntable: boolean
  /** 'auto' chooses by how large the mesh is on the screen, as a game engine does. */
  readonly level: number | 'auto'
  readonly measuring: boolean
  readonly body: Body
  /** How often the material repeats across the body. */
  readonly repeat: number
  /** Factor on the height of the material's relief. */
  readonly displacement: number
}

export const defaultView: ViewState = {
  shading: 'lit',
  wireframe: false,
  light: 'studio',
  lightTurn: 0,
  exposure: 0,
  showLight: false,
  ground: true,
  bounds: false,
  turntable: false,
  level: 0,
  measuring: false,
  body: 'sphere',
  repeat: 2,
  displacement: 1,
}
